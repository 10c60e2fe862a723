//! Made-up companies, and the things people in them work on.

const FIRST: [&str; 7] = ["Halden", "Brightwater", "Kestrel", "Northmoor", "Tamarind", "Osprey", "Larkfield"];
const SECOND: [&str; 5] = ["Surveying", "Foods", "Energy", "Studios", "Logistics"];

/// What stands at the root: projects, workspaces, …
const LARGE: [&str; 12] = [
    "Harbour Renewal",
    "Linden Quarter",
    "North Shore Wind",
    "Old Mill",
    "Ring Line",
    "Valley Bridge",
    "Airport East",
    "Canal Houses",
    "Riverside Park",
    "Solar Field Süd",
    "Campus West",
    "Cable 7",
];

/// What lies under it.
const SMALL: [&str; 16] = [
    "East Quay",
    "Pump House",
    "Tower B",
    "Depot 3",
    "South Yard",
    "Gate A",
    "Platform 4",
    "Turbine 11",
    "Visitor Centre",
    "Reservoir",
    "Workshop",
    "Bridge Pier 2",
    "Control Room",
    "Warehouse 9",
    "Level Crossing",
    "Boiler House",
];

/// The name of the account with this number.
pub fn company(number: usize) -> String {
    format!("{} {}", FIRST[number % FIRST.len()], SECOND[number % SECOND.len()])
}

/// Names for kinds of which everybody has a picture; the others are called as above.
const OF_KIND: [(&str, &[&str]); 2] = [
    (
        "workspace",
        &[
            "Crop Monitoring",
            "Coastline 2026",
            "Flood Watch",
            "Urban Growth",
            "Forest Change",
            "Mine Tailings",
            "Snow Cover",
            "Road Survey",
            "Test Area",
        ],
    ),
    (
        "asset",
        &[
            "Rotterdam, 3 May, 50 cm",
            "Elbe estuary, cloud-free",
            "Terrain model, Harz",
            "Sentinel-2 mosaic, April",
            "Night lights, quarterly",
            "Po valley, NDVI",
            "Radar scene 0417",
            "Parcels, vectorised",
            "Lisbon, 30 cm",
            "Thermal, Ruhr area",
            "Ship detections, June",
            "Change mask 2025-2026",
        ],
    ),
];

/// The name of the thing with this number, of a kind that stands at the root or under another.
pub fn thing(kind: &str, at_root: bool, number: usize) -> String {
    let of_kind = OF_KIND.iter().find(|(known, _)| *known == kind).map(|(_, names)| *names);
    let names = of_kind.unwrap_or(if at_root { &LARGE } else { &SMALL });
    let name = names[number % names.len()];
    match number / names.len() {
        0 => name.to_owned(),
        turn => format!("{name} {}", turn + 1),
    }
}

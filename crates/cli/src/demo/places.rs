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

/// The name of something at the root.
pub fn large(number: usize) -> &'static str {
    LARGE[number % LARGE.len()]
}

/// The name of something under it.
pub fn small(number: usize) -> &'static str {
    SMALL[number % SMALL.len()]
}

//! Made-up people: names as they are in many places, each with the ASCII form that stands in the address.

/// Given names, family names, and where such people live.
struct Place {
    given: [&'static str; 6],
    family: [&'static str; 6],
    country: &'static str,
    language: &'static str,
    zone: &'static str,
}

const fn place(
    given: [&'static str; 6],
    family: [&'static str; 6],
    country: &'static str,
    language: &'static str,
    zone: &'static str,
) -> Place {
    Place { given, family, country, language, zone }
}

/// `shown/ascii` where the two differ.
const PLACES: [Place; 13] = [
    place(
        ["Amara", "Chidi", "Ngozi", "Emeka", "Zainab", "Tunde"],
        ["Okafor", "Adeyemi", "Nwosu", "Balogun", "Eze", "Lawal"],
        "NG",
        "en",
        "Africa/Lagos",
    ),
    place(
        ["Lena", "Jonas", "Käthe/kaethe", "Moritz", "Frieda", "Jürgen/juergen"],
        ["Hoffmann", "Schäfer/schaefer", "Brandt", "Groß/gross", "Lindner", "Vogel"],
        "DE",
        "de",
        "Europe/Berlin",
    ),
    place(
        ["Mei", "Wei", "Xiaoyu", "Jun", "Lan", "Hao"],
        ["Chen", "Zhang", "Lin", "Wu", "Huang", "Zhao"],
        "SG",
        "en",
        "Asia/Singapore",
    ),
    place(
        ["Zoë/zoe", "Daan", "Fleur", "Sem", "Lieke", "Joris"],
        ["de Vries/devries", "Jansen", "Bakker", "van Dijk/vandijk", "Visser", "Smit"],
        "NL",
        "en",
        "Europe/Amsterdam",
    ),
    place(
        ["Priya", "Arjun", "Ananya", "Rohan", "Kavya", "Vikram"],
        ["Sharma", "Iyer", "Patel", "Reddy", "Banerjee", "Nair"],
        "IN",
        "en",
        "Asia/Kolkata",
    ),
    place(
        ["Łukasz/lukasz", "Agnieszka", "Paweł/pawel", "Małgorzata/malgorzata", "Kasia", "Tomasz"],
        ["Kaczmarek", "Nowak", "Wójcik/wojcik", "Zając/zajac", "Mazur", "Wilk"],
        "PL",
        "en",
        "Europe/Warsaw",
    ),
    place(
        ["Inês/ines", "Tiago", "Beatriz", "João/joao", "Marta", "Rui"],
        ["Ferreira", "Sousa", "Gonçalves/goncalves", "Ribeiro", "Araújo/araujo", "Pinto"],
        "PT",
        "en",
        "Europe/Lisbon",
    ),
    place(
        ["Ελένη/eleni", "Γιώργος/giorgos", "Μαρία/maria", "Νίκος/nikos", "Άννα/anna", "Πέτρος/petros"],
        [
            "Παπαγεωργίου/papageorgiou",
            "Γεωργίου/georgiou",
            "Δήμου/dimou",
            "Οικονόμου/oikonomou",
            "Βασιλείου/vasileiou",
            "Αλεξίου/alexiou",
        ],
        "GR",
        "en",
        "Europe/Athens",
    ),
    place(
        ["Sofía/sofia", "Mateo", "Lucía/lucia", "Andrés/andres", "Camila", "Joaquín/joaquin"],
        ["Ramírez/ramirez", "Núñez/nunez", "Herrera", "Castro", "Vargas", "Morales"],
        "MX",
        "en",
        "America/Mexico_City",
    ),
    place(
        ["Aroha", "Liam", "Isla", "Wiremu", "Ruby", "Oliver"],
        ["Ngata", "Walker", "Henare", "Campbell", "Te Kani/tekani", "Reid"],
        "NZ",
        "en",
        "Pacific/Auckland",
    ),
    place(
        ["Yasmin", "Omar", "Layla", "Karim", "Nour", "Samir"],
        ["Haddad", "Mansour", "Khalil", "Nassar", "Farah", "Saleh"],
        "JO",
        "en",
        "Asia/Amman",
    ),
    place(
        ["美咲/misaki", "健太/kenta", "陽菜/hina", "翔/sho", "さくら/sakura", "大輔/daisuke"],
        ["佐藤/sato", "鈴木/suzuki", "高橋/takahashi", "田中/tanaka", "渡辺/watanabe", "山本/yamamoto"],
        "JP",
        "en",
        "Asia/Tokyo",
    ),
    place(
        ["Emilie", "Søren/soren", "Freja", "Rasmus", "Astrid", "Bjørn/bjorn"],
        ["Nielsen", "Sørensen/sorensen", "Holm", "Dahl", "Kjær/kjaer", "Lund"],
        "DK",
        "en",
        "Europe/Copenhagen",
    ),
];

/// How many there are before names repeat.
#[cfg(test)]
pub const HOW_MANY: usize = PLACES.len() * 36;

/// A made-up person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What they are called.
    pub name: String,
    /// Their address, in a domain that is nobody's.
    pub email: String,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// BCP 47.
    pub language: &'static str,
    /// IANA time zone.
    pub zone: &'static str,
}

/// The person with this number: always the same. Some hundreds pass before one comes twice.
pub fn person(number: usize) -> Person {
    let place = &PLACES[number % PLACES.len()];
    let turn = number / PLACES.len() % 36;
    let (given, given_ascii) = forms(place.given[turn % 6]);
    let (family, family_ascii) = forms(place.family[(turn + turn / 6) % 6]);
    let domain = ["example.com", "example.org", "example.net"][number % 3];
    // Where the family's name comes first.
    let name = if place.country == "JP" { format!("{family} {given}") } else { format!("{given} {family}") };
    Person {
        name,
        email: format!("{given_ascii}.{family_ascii}@{domain}"),
        country: place.country,
        language: place.language,
        zone: place.zone,
    }
}

fn forms(name: &'static str) -> (&'static str, String) {
    let (shown, ascii) = name.split_once('/').unwrap_or((name, name));
    (shown, ascii.to_lowercase())
}

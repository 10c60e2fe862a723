//! What the README says for real use is done as it stands there.

use super::process::{PROGRAM, Running, command};
use roster_testkit::smtp::SmtpServer;
use std::{fs, path::Path, process::Command};

/// The first block of this language after "For real use".
fn block(language: &str) -> String {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap();
    let (_, rest) = readme.split_once("## For real use").expect("the README has the section");
    let (_, rest) = rest.split_once(&format!("```{language}\n")).expect("the section has the block");
    rest.split("```").next().unwrap().to_owned()
}

#[test]
fn the_readme_leads_to_a_running_installation() {
    let Some(server) = SmtpServer::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("roster.toml"), block("toml")).unwrap();
    let path = format!("{}:/usr/bin:/bin", Path::new(PROGRAM).parent().unwrap().display());
    let port = server.port().to_string();
    let mail = [("ROSTER_SMTP_HOST", "localhost"), ("ROSTER_SMTP_PORT", &port), ("ROSTER_SMTP_SECURITY", "none")];
    let lines = block("sh");
    let (serve, prepare) =
        lines.trim().lines().collect::<Vec<_>>().split_last().map(|(last, lines)| (*last, lines.to_vec())).unwrap();
    let mut said = String::new();
    for line in prepare {
        let ran =
            Command::new("sh").arg("-c").arg(line).current_dir(folder.path()).env("PATH", &path).envs(mail).output();
        let ran = ran.unwrap();
        said.push_str(&String::from_utf8_lossy(&ran.stdout));
        assert!(ran.status.success(), "{line}\n{said}{}", String::from_utf8_lossy(&ran.stderr));
    }
    assert!(said.contains("https://roster.example.com/invitations/"), "{said}");
    let arguments: Vec<&str> = serve.strip_prefix("roster ").unwrap().split(' ').collect();
    let mut serve = command(folder.path(), &arguments);
    serve.envs(mail).env("ROSTER_LISTEN", "127.0.0.1:0");
    let running = Running::start(serve);
    assert_eq!(running.get("/readyz").0, 200);
    server.wait_for_mail_blocking("you@example.com", 1);
    running.end();
}

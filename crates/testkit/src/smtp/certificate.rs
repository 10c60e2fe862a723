//! A certificate for the loopback address, made when it is needed: nothing that looks like a key lies in the repository.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// An authority and, signed by it, a certificate for localhost: strict clients refuse one that signed itself.
const CONFIGURATION: &str = "
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:localhost, IP:127.0.0.1
extendedKeyUsage = serverAuth
";

/// Writes `server.crt` and `server.key` into `folder` and returns the file with the authority's certificate.
pub(super) fn make(folder: &Path) -> PathBuf {
    fs::write(folder.join("openssl.cnf"), CONFIGURATION).expect("the server's folder is writable");
    let new = ["req", "-config", "openssl.cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl(folder, &new, "-x509 -extensions authority -days 2 -subj /CN=tests -keyout ca.key -out ca.crt");
    openssl(folder, &new, "-subj /CN=localhost -keyout server.key -out server.csr");
    openssl(
        folder,
        &["x509", "-req"],
        "-in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile openssl.cnf -extensions server -out server.crt",
    );
    folder.join("ca.crt")
}

fn openssl(folder: &Path, first: &[&str], rest: &str) {
    let output = Command::new("openssl")
        .current_dir(folder)
        .args(first)
        .args(rest.split(' '))
        .stdin(Stdio::null())
        .output()
        .expect("tests with TLS need openssl: `apt-get install openssl`");
    assert!(output.status.success(), "openssl failed: {}", String::from_utf8_lossy(&output.stderr));
}

//! The audit log, while somebody else works.

use crate::{hand::Hand, house::House};

const PASSWORD: &str = "a lantern under the old bridge";

#[tokio::test(flavor = "multi_thread")]
async fn f04_what_another_admin_does_appears_without_a_reload() {
    let (Some(house), Some(ann), Some(bo)) = (House::start(), Hand::start().await, Hand::start().await) else { return };
    let words = ["account", "create", "--name", "Harbour Studio", "--admin", "ann@example.com"];
    let printed = house.run(&[&words[..], &["--model", "company-and-projects"]].concat());
    let link = printed.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
    ann.open(link).await;
    ann.fill("Your name", "Ann Lee").await;
    ann.fill("Choose a password", PASSWORD).await;
    ann.press("Accept invitation").await;
    ann.press("Audit log").await;
    ann.reads("Ann Lee accepted the invitation").await;
    // Proof that the page isn't loaded anew.
    ann.browser.execute("window.unmoved = true", vec![]).await.unwrap();

    bo.open(&format!("{}/sign-in", house.address)).await;
    bo.fill("Email", "ann@example.com").await;
    bo.fill("Password", PASSWORD).await;
    bo.press("Sign in").await;
    for address in ["cy@example.com", "di@example.com"] {
        bo.press("Users").await;
        bo.press("+ Add").await;
        bo.fill("Email", address).await;
        bo.press("Send").await;
        bo.reads(address).await;
        ann.reads(&format!("Ann Lee invited {address}")).await;
    }
    let unmoved = ann.browser.execute("return window.unmoved === true", vec![]).await.unwrap();
    assert!(unmoved.convert::<bool>().unwrap());
    let first = "return document.querySelector('tbody tr').textContent.includes('di@example.com')";
    assert!(ann.browser.execute(first, vec![]).await.unwrap().convert::<bool>().unwrap(), "the newest stands first");

    // A list that is narrowed goes on, too, also when it was empty; and nothing else comes into it.
    ann.select("What", "Attempt denied").await;
    ann.reads("Nothing matches").await;
    ann.select("What", "Invited").await;
    ann.reads("Ann Lee invited di@example.com").await;
    bo.press("Users").await;
    bo.press("+ Add").await;
    bo.fill("Email", "eli@example.com").await;
    bo.press("Send").await;
    ann.reads("Ann Lee invited eli@example.com").await;
    assert!(!ann.text().await.contains("accepted the invitation"));
    // The bar above it is one line; what is asked for seldom stands behind a button, which says how much is narrowed there.
    let height = "return document.querySelector('.toolbar').offsetHeight";
    let height = ann.browser.execute(height, vec![]).await.unwrap().convert::<u32>().unwrap();
    assert!(height <= 48, "{height} px");
    ann.press("Filter").await;
    ann.select("Who", "Ann Lee").await;
    ann.press("Apply").await;
    ann.press("Filter 1").await;
    ann.is_well("audit-filter").await;
    ann.press("Clear filters").await;
    ann.reads("Ann Lee invited eli@example.com").await;
    assert!(!ann.text().await.contains("Filter 1"));
    ann.is_clean().await;
    bo.is_clean().await;
}

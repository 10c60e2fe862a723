//! "Navigate to a user": the avatars of colleagues who are online, and the way to where they are, as far as one's own rights go.

use crate::{
    hand::Hand,
    house::House,
    walk::{colleague, create, found, join},
};
use std::time::Duration;
use thirtyfour::By;

/// The page they are on, as the address bar says.
async fn place(hand: &Hand) -> String {
    hand.browser.current_url().await.unwrap().to_string()
}

/// What the header says of the colleagues, when the page is opened anew: one line for each avatar.
async fn header(hand: &Hand) -> Vec<String> {
    hand.browser.refresh().await.unwrap();
    let mut said = Vec::new();
    for avatar in hand.browser.find_all(By::XPath("//nav[@aria-label='Online now']//*[@title]")).await.unwrap() {
        assert!(avatar.is_displayed().await.unwrap());
        said.push(avatar.attr("title").await.unwrap().unwrap_or_default());
    }
    said
}

/// Waits until they are on another page than that.
async fn leaves(hand: &Hand, page: &str) -> String {
    for _ in 0..100 {
        let now = place(hand).await;
        if now != page {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("still on {page}")
}

#[tokio::test(flavor = "multi_thread")]
async fn c09_avatars_of_colleagues_lead_to_the_page_they_are_on_unless_it_is_closed_to_one() {
    let (Some(house), Some(ann)) = (House::start(), Hand::start().await) else { return };
    join(
        &ann,
        &found(&house, "company-and-projects", "Harbour Studio", "ann@example.com"),
        "Ann Lee",
        "Accept invitation",
    )
    .await;
    create(&ann, "Projects", "Project", "Lighthouse").await;
    let Some(bo) = colleague(&house, &ann, "Bo Li", "bo@example.com", "Administrator").await else { return };
    let Some(gus) = colleague(&house, &ann, "Gus Oh", "gus@example.com", "Guest").await else { return };

    // Two at work: a click leads from the list of users to the project that the other has open.
    bo.press("Projects").await;
    bo.press("Lighthouse").await;
    bo.reads("Team").await;
    let lighthouse = place(&bo).await;
    ann.press("Users").await;
    ann.row_reads("Bo Li", "Administrator").await;
    assert!(header(&ann).await.contains(&"Bo Li: go to the page they are on".to_owned()));
    ann.is_well("colleagues").await;
    let users = place(&ann).await;
    ann.press("Bo Li: go to the page they are on").await;
    assert_eq!(leaves(&ann, &users).await, lighthouse);
    ann.reads("Lighthouse").await;
    // And back: to where she is now, whichever page was hers when the header was drawn.
    assert!(header(&bo).await.contains(&"Ann Lee: go to the page they are on".to_owned()));
    ann.press("Audit log").await;
    ann.reads("From where").await;
    bo.press("Ann Lee: go to the page they are on").await;
    assert_eq!(leaves(&bo, &lighthouse).await, place(&ann).await);

    // A page of one's own is closed to the others: the avatar says so, and leads nowhere.
    gus.press("Your profile").await;
    gus.press("Mails to me").await;
    gus.reads("Somebody").await;
    let closed = "Gus Oh is on a page that isn’t open to you";
    assert!(header(&ann).await.contains(&closed.to_owned()));
    let links = By::XPath("//nav[@aria-label='Online now']//a[contains(., 'Gus Oh')]");
    assert!(ann.browser.find_all(links).await.unwrap().is_empty());
    // Who sees no users sees nobody, also not on a project that is closed to them.
    bo.open(&lighthouse).await;
    bo.reads("Lighthouse").await;
    assert_eq!(header(&gus).await, Vec::<String>::new());
    assert!(!gus.source().await.contains("Bo Li"));

    // Brought into the project, they see that somebody is on it; they get there once that page is open to them.
    ann.press("Users").await;
    ann.press_in_row("Gus Oh", "projects").await;
    ann.select("Access to Lighthouse", "Participant").await;
    ann.press("Save").await;
    ann.row_reads("Gus Oh", "1 project").await;
    bo.browser.refresh().await.unwrap();
    assert_eq!(header(&gus).await, ["Bo Li is on a page that isn’t open to you"]);
    ann.open(&lighthouse).await;
    ann.tick_row("Gus Oh").await;
    ann.press("Edit").await;
    ann.tick("Team").await;
    ann.press("Save").await;
    ann.row_reads("Gus Oh", "Team").await;
    ann.press("Audit log").await;
    ann.reads("From where").await;
    assert_eq!(header(&gus).await, ["Bo Li: go to the page they are on"]);
    let mails = place(&gus).await;
    gus.press("Bo Li: go to the page they are on").await;
    assert_eq!(leaves(&gus, &mails).await, lighthouse);
    gus.row_reads("Bo Li", "bo@example.com").await;

    // Whoever doesn't like it is hidden, at once and until they say otherwise.
    bo.press("Your profile").await;
    bo.press("Hide where I am").await;
    bo.reads("Your colleagues don’t see any more where you are.").await;
    bo.open(&lighthouse).await;
    for hand in [&ann, &gus] {
        assert!(!header(hand).await.iter().any(|said| said.contains("Bo Li")));
    }
    bo.press("Your profile").await;
    bo.press("Show where I am").await;
    bo.reads("Your colleagues see which page you are on.").await;
    bo.open(&lighthouse).await;
    assert_eq!(header(&gus).await, ["Bo Li: go to the page they are on"]);
    for hand in [&ann, &bo, &gus] {
        hand.is_clean().await;
    }
    house.run(&["doctor", "--verify"]);
}

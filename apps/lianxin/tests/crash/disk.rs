//! No room on the disk, or a disk that takes nothing: clear answers, reading goes on, nobody repairs anything.
use crate::book::sign_up;
use crate::check::{faults, last_faults};
use crate::client::{Client, Said};
use crate::load::Load;
use crate::town::Town;
use serde_json::json;
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A small file system of its own, gone when dropped.
struct Small(TempDir);

impl Small {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(folder.path());
        match mount.output() {
            Ok(out) if out.status.success() => Some(Self(folder)),
            _ => {
                eprintln!("skipped: a file system can not be mounted here (it takes root)");
                None
            }
        }
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

fn ask(person: &Client, town: &Town, key: &str) -> Said {
    person.post(&format!("/sessions/{}/sign-ups", town.sessions[2]), &sign_up(), key)
}

fn reads(person: &Client) {
    assert_eq!(person.get("/me/sign-ups").0, 200);
    assert_eq!(person.get("/centers").0, 200);
}

#[test]
fn a_full_disk_says_so_and_all_goes_on_when_there_is_room() {
    let Some(small) = Small::mount() else { return };
    let town = Town::build_in(small.0.path(), "sqlite:lianxin.db", "", "");
    let serving = town.serve();
    let people: Vec<Client> = town.people.iter().map(|p| p.at(&serving.address)).collect();
    assert!(matches!(ask(&people[0], &town, "before-the-end"), Said::Answer(201, _)));
    let mut filler = std::fs::File::create(small.0.path().join("filler")).unwrap();
    while filler.write_all(&[0; 4096]).is_ok() {}
    // The log may still have room that was used before; then it has none.
    let refused =
        (0..3000).find_map(|n| match ask(&people[1 + n % 15], &town, &format!("full-{n:05}")) {
            Said::Answer(..) => None,
            Said::Unknown(why) => Some((n, why)),
        });
    let (n, why) = refused.unwrap();
    assert!(why.starts_with("507") && why.contains("storage_full"), "{why}");
    reads(&people[1]);
    std::fs::remove_file(small.0.path().join("filler")).unwrap();
    drop(filler);
    let again = ask(&people[1 + n % 15], &town, &format!("full-{n:05}"));
    assert!(matches!(again, Said::Answer(201 | 409, _)), "{again:?}");
    let fresh = ask(&people[15], &town, "after-the-end");
    assert!(matches!(fresh, Said::Answer(201 | 409, _)), "{fresh:?}");
}

/// As a file system that became read-only does it: writes fail, files that are open can be read. What
/// the file holds is known again when it is opened anew, so the program ends and whoever keeps it
/// running starts it again.
#[test]
fn a_commit_that_can_not_be_written_ends_the_program_and_a_start_is_all_it_needs() {
    let town = Town::build("sqlite:lianxin.db", "");
    let mut serving = town.serve_with_limits();
    let (address, mut load) = (serving.address.clone(), Load::new(&town));
    load.run(&address, || std::thread::sleep(Duration::from_millis(400)));
    load.settle(&address);
    let before = load.answered();
    assert!(before > 0, "something was saved");
    let person = town.people[1].at(&address);
    let read_all = |key: &str| person.post("/me/messages/read-all", &json!({}), key);
    assert!(matches!(read_all("read-all-1"), Said::Answer(204, _)));
    serving.let_no_file_grow();
    let (began, mut read, mut told) = (Instant::now(), vec![], vec![]);
    let (code, said) = loop {
        load.wish(&address, 0);
        // Small enough to get as far as the commit, where a large one may fail before.
        if let Said::Unknown(why) = read_all("read-all-2") {
            told.push(why);
        }
        read.extend(person.status("/me/sign-ups"));
        if let Some(ended) = serving.ended() {
            break ended;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "it goes on: {told:?}");
    };
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("a commit could not be written; look at the disk"), "{said}");
    assert!(read.iter().all(|status| *status == 200), "{read:?}");
    // Who was in the middle of a commit is told that nobody knows; all others that nothing is saved now.
    told.append(&mut load.books[0].refused);
    told.retain(|why| why.starts_with('5'));
    assert!(!told.is_empty(), "nobody was told");
    for why in told {
        let unknown = why.starts_with("504") && why.contains("unknown_outcome");
        assert!(unknown || why.starts_with("503") && why.contains("read_only"), "{why}");
    }
    assert_eq!(load.answered(), before, "nothing was saved since");
    assert_eq!(town.inside(async |app| faults(&app, &load).await), Vec::<String>::new());
    let mut serving = town.serve();
    load.settle(&serving.address);
    load.run(&serving.address, || std::thread::sleep(Duration::from_millis(400)));
    load.settle(&serving.address);
    assert!(load.answered() > before, "saving goes on");
    serving.kill();
    let mut found = town.inside(async |app| faults(&app, &load).await);
    found.extend(town.inside(async |app| last_faults(&app).await));
    assert_eq!(found, Vec::<String>::new());
}

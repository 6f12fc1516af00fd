//! No room on the disk, or a disk that takes nothing: clear answers, reading goes on, nobody repairs anything.
use crate::book::sign_up;
use crate::client::{Client, Said};
use crate::town::Town;
use std::io::Write;
use std::process::Command;
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

/// What a refusal for the disk's sake says.
fn refusal(said: Said) -> String {
    match said {
        Said::Unknown(why) => why,
        Said::Answer(status, answer) => panic!("{status} {answer}"),
    }
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

/// As a file system that became read-only does it: writes fail, files that are open can be read.
#[test]
fn a_disk_that_takes_nothing_leaves_reading_and_needs_only_a_restart() {
    let town = Town::build("sqlite:lianxin.db", "");
    let mut serving = town.serve_with_limits();
    let people: Vec<Client> = town.people.iter().map(|p| p.at(&serving.address)).collect();
    assert!(matches!(ask(&people[0], &town, "before-the-end"), Said::Answer(201, _)));
    serving.let_no_file_grow();
    // Who was in the middle of a commit is told that nobody knows; all others that nothing is saved now.
    for _ in 0..3 {
        let why = refusal(ask(&people[1], &town, "read-only-1"));
        let unknown = why.starts_with("504") && why.contains("unknown_outcome");
        assert!(unknown || why.starts_with("503") && why.contains("read_only"), "{why}");
    }
    reads(&people[1]);
    serving.kill();
    let serving = town.serve();
    let settled = ask(&people[1].at(&serving.address), &town, "read-only-1");
    assert!(matches!(settled, Said::Answer(201, _)), "{settled:?}");
    let known = ask(&people[0].at(&serving.address), &town, "before-the-end");
    assert!(matches!(known, Said::Answer(201, _)), "{known:?}");
}

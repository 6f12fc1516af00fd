//! The chain that makes the audit append-only: a line that is changed, missing, added or moved is
//! found, by whoever has the keys.
//!
//! A line carries its mark from the first moment. Its place in the chain it gets within seconds, from
//! the worker, in one order for each district: a chain written in every transaction would make all
//! changes of a district wait for one another.
use crate::chain_rows::{self as rows, Chain, Link, Marked};
use crate::{App, Error, Keyring, Result, Timestamp, Write, fingerprint};
use data_encoding::HEXLOWER;
use lianxin_db::{Id, Look, Tx, Work};
use std::collections::HashMap;

/// Lines that get their place in one transaction.
const AT_ONCE: i64 = 500;
/// Findings after which a look at a district ends: more tell nothing new.
const MOST_FINDINGS: usize = 100;

/// Gives every waiting line its place; says how many there were.
pub(crate) async fn link_waiting(app: &App) -> Result<usize> {
    let mut count = 0;
    for district in app.db().look(&Waiting).await? {
        loop {
            let lane = format!("kernel_audit {district}");
            let linked = app.db().write_in(&lane, &LinkSome { app, district }).await?;
            count += linked;
            if linked < usize::try_from(AT_ONCE).unwrap_or_default() {
                break;
            }
        }
    }
    Ok(count)
}

struct Waiting;

impl Look for Waiting {
    type Out = Vec<i64>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<i64>> {
        rows::districts_waiting(tx).await
    }
}

struct LinkSome<'a> {
    app: &'a App,
    district: i64,
}

impl Work for LinkSome<'_> {
    type Out = usize;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<usize> {
        let Self { app, district } = *self;
        let waiting = rows::waiting(tx, district, AT_ONCE).await?;
        let mut chain = rows::chain(tx, district).await?.unwrap_or_default();
        let count = waiting.len();
        for Marked { line, mac } in waiting {
            let seq = chain.last_seq + 1;
            let hash = next(&chain.last_hash, seq, &line.id, &mac);
            let link = Link { seq, line: line.id, at: line.at, hash: hash.clone() };
            rows::put_link(tx, district, &link).await?;
            rows::no_longer_waiting(tx, district, line.id).await?;
            chain = Chain { last_seq: seq, last_hash: hash, ..chain };
        }
        if count > 0 {
            chain.mac = mark(&chain, district, app.keys());
            rows::put_chain(tx, district, chain).await?;
        }
        Ok(count)
    }
}

fn next(before: &[u8], seq: i64, line: &Id, mac: &[u8]) -> Vec<u8> {
    fingerprint(&[before, &seq.to_be_bytes(), line.as_bytes(), mac].concat()).to_vec()
}

fn mark(chain: &Chain, district: i64, keys: &Keyring) -> Vec<u8> {
    with_parts(chain, district, |parts| keys.mac("kernel_audit_chain", parts))
}

fn with_parts<T>(chain: &Chain, district: i64, then: impl FnOnce(&[&[u8]]) -> T) -> T {
    then(&[
        &district.to_be_bytes(),
        &chain.first_seq.to_be_bytes(),
        &chain.first_hash,
        &chain.last_seq.to_be_bytes(),
        &chain.last_hash,
    ])
}

/// What a look through the whole audit gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditReport {
    pub lines: usize,
    /// A line of text for each thing that is not as the program wrote it.
    pub findings: Vec<String>,
    /// Of each district the number and hash of its last link: noted elsewhere, they show later that
    /// nothing before was taken back.
    pub heads: Vec<(i64, i64, Vec<u8>)>,
}

/// Looks through the whole audit, after giving what waits its place, where that may be written.
pub async fn verify_audit(app: &App) -> Result<AuditReport> {
    if app.db().may_write() {
        link_waiting(app).await?;
    }
    app.db().look(&Verify(app)).await
}

struct Verify<'a>(&'a App);

impl Look for Verify<'_> {
    type Out = AuditReport;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<AuditReport> {
        let mut report = AuditReport::default();
        for district in rows::districts(tx).await? {
            let mut walk = Walk { district, keys: self.0.keys(), report: &mut report, found: 0 };
            walk.whole(tx).await?;
        }
        Ok(report)
    }
}

/// One walk along the chain of a district.
struct Walk<'a> {
    district: i64,
    keys: &'a Keyring,
    report: &'a mut AuditReport,
    found: usize,
}

impl Walk<'_> {
    fn find(&mut self, what: impl std::fmt::Display) {
        self.found += 1;
        self.report.findings.push(format!("audit of district {}: {what}", self.district));
    }

    async fn whole(&mut self, tx: &mut Tx) -> Result<()> {
        let chain = rows::chain(tx, self.district).await?;
        let chain = match chain {
            Some(chain) => {
                let fits =
                    |parts: &[&[u8]]| self.keys.fits("kernel_audit_chain", &chain.mac, parts);
                if !with_parts(&chain, self.district, fits) {
                    self.find("the row that says where the chain ends was changed");
                }
                chain
            }
            None => {
                self.find("the row that says where the chain ends is missing");
                Chain::default()
            }
        };
        let (mut seq, mut hash) = (chain.first_seq, chain.first_hash.clone());
        while self.found < MOST_FINDINGS {
            let links = rows::links(tx, self.district, seq + 1, AT_ONCE).await?;
            if links.is_empty() {
                break;
            }
            let ids: Vec<Id> = links.iter().map(|link| link.line).collect();
            let lines = rows::lines(tx, self.district, &ids).await?;
            let lines: HashMap<Id, Marked> = lines.into_iter().map(|m| (m.line.id, m)).collect();
            for link in links {
                if link.seq != seq + 1 {
                    self.find(format!("links {} to {} are missing", seq + 1, link.seq - 1));
                }
                self.link(&link, lines.get(&link.line), &hash);
                (seq, hash) = (link.seq, link.hash);
            }
        }
        if (seq, &hash) != (chain.last_seq, &chain.last_hash) {
            self.find(format!("the chain ends at {seq} and should end at {}", chain.last_seq));
        }
        for stray in rows::strays(tx, self.district, AT_ONCE).await? {
            self.find(format!("line {stray:?} is not in the chain: it was added past the program"));
        }
        self.report.heads.push((self.district, chain.last_seq, chain.last_hash));
        Ok(())
    }

    fn link(&mut self, link: &Link, line: Option<&Marked>, before: &[u8]) {
        self.report.lines += 1;
        let name = format!("line {:?} (link {})", link.line, link.seq);
        let Some(Marked { line, mac }) = line else {
            return self.find(format!("{name} is missing"));
        };
        if !line.is_as_written(self.keys, mac) {
            self.find(format!("{name} was changed"));
        }
        if next(before, link.seq, &line.id, mac) != link.hash {
            self.find(format!("{name} is not where it was, or what comes before it was changed"));
        }
    }
}

/// The number and hash of the last link of a district's chain, and how many lines wait for theirs.
pub async fn audit_head(tx: &mut Tx, district: u16) -> Result<(i64, Vec<u8>, i64)> {
    let district = i64::from(district);
    let chain = rows::chain(tx, district).await?.unwrap_or_default();
    Ok((chain.last_seq, chain.last_hash, rows::count_waiting(tx, district).await?))
}

/// Whether the chain still holds a head noted earlier, `<district>:<link>:<hash in hex>`; so old that
/// its link was forgotten since, it is held to be.
pub async fn audit_holds(app: &App, head: &str) -> Result<bool> {
    let mut parts = head.split(':');
    let district = parts.next().and_then(|text| text.parse().ok());
    let seq = parts.next().and_then(|text| text.parse().ok());
    let hash = parts.next().and_then(|text| HEXLOWER.decode(text.as_bytes()).ok());
    match (district, seq, hash) {
        (Some(district), Some(seq), Some(hash)) => {
            app.db().look(&Holds { district, seq, hash }).await
        }
        _ => Err(Error::internal(format!("{head} is no head: write <district>:<link>:<hash>"))),
    }
}

struct Holds {
    district: i64,
    seq: i64,
    hash: Vec<u8>,
}

impl Look for Holds {
    type Out = bool;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<bool> {
        let chain = rows::chain(tx, self.district).await?.unwrap_or_default();
        if self.seq <= chain.first_seq {
            return Ok(self.seq < chain.first_seq || self.hash == chain.first_hash);
        }
        let links = rows::links(tx, self.district, self.seq, 1).await?;
        Ok(links.first().is_some_and(|link| link.seq == self.seq && link.hash == self.hash))
    }
}

/// Takes lines from before away, at most 500 at once, from the beginning of the chain: what is left is still whole.
/// Says how many went.
pub async fn forget_audit(w: &mut Write<'_>, before: Timestamp) -> Result<u64> {
    let district = i64::from(w.district());
    let keys = w.app().keys().clone();
    let tx = w.tx();
    let Some(mut chain) = rows::chain(tx, district).await? else {
        return Ok(0);
    };
    let mut count = 0;
    for link in rows::links(tx, district, chain.first_seq + 1, AT_ONCE).await? {
        if link.at >= before {
            break;
        }
        rows::take(tx, district, &link).await?;
        count += 1;
        chain = Chain { first_seq: link.seq, first_hash: link.hash, ..chain };
    }
    if count > 0 {
        chain.mac = mark(&chain, district, &keys);
        rows::put_chain(tx, district, chain).await?;
    }
    Ok(count)
}

use super::*;
use crate::coverage::{Detail, GapRule, Ground, Settled, areas, compare, cover, gaps};
use crate::coverage::{LoadLimits, Plan};
use crate::made::City;
use crate::siting::{Answer, BoundBy, Status};
use crate::walk::{Graph, Snapping};

/// A report of a made city with two centers, one of them new.
fn with_report(language: Language, title: &str, see: impl FnOnce(&Report<'_>)) {
    let made = City::of_points(9_000, 3).make().unwrap();
    let graph = Graph::build(&made.streets, &Profile::adult()).unwrap();
    let settled = Settled::new(&graph, &made.people, &Snapping::default()).unwrap();
    let ground = Ground { graph: &graph, people: &made.people, settled: &settled };
    let mut sites: Vec<Site> = [3, 17]
        .iter()
        .map(|n| {
            Site::open(format!("c{n}"), made.estates[*n].name[0].clone(), made.estates[*n].middle)
        })
        .collect();
    sites[0].name = "<img src=x>".into();
    sites[1].load = Some(LoadLimits { from: 30_000, to: 60_000 });
    let coverage = cover(&ground, &sites, &[5, 10, 15]).unwrap();
    let today = cover(&ground, &sites[..1], &[5, 10, 15]).unwrap();
    let found = gaps(&ground, &made.streets, &coverage, &GapRule::beyond(15), &[]).unwrap();
    let areas = areas(&ground, &made.streets, &sites, &[5, 10, 15], &Detail::default()).unwrap();
    let plans = [
        Plan { name: "today", coverage: &today, cost: None },
        Plan { name: "plan A", coverage: &coverage, cost: Some(120_000_000) },
    ];
    let comparison = compare(graph.profile(), &made.people, &plans).unwrap();
    let answer = Answer {
        open: vec![0],
        value: 100.0,
        bound: 110.0,
        bound_by: BoundBy::Lagrangian,
        status: Status::TimeUp,
    };
    let curve = [
        Marginal { sites: 1, value: 60.0, bound: 60.0, proved: true },
        Marginal { sites: 2, value: 100.0, bound: 110.0, proved: false },
    ];
    let report = Report {
        language,
        title,
        profile: graph.profile(),
        at: Some((6, 1_140)),
        service: Some("阅读"),
        streets: &made.streets,
        people: &made.people,
        sites: &sites,
        roles: &[Role::Open, Role::New],
        candidates: &[],
        coverage: &coverage,
        areas: &areas,
        gaps: Some((&found, 15)),
        chosen: Some(Chosen {
            aim: Aim::CoverMost,
            minutes: 15,
            answer: &answer,
            candidates: 40,
            new: 1,
            kept: 1,
            elder_weight: 2,
            unit: 1.0,
            cost: Some(120_000_000),
            curve: &curve,
        }),
        catchments: None,
        comparison: Some(&comparison),
        sources: &["made".to_owned()],
        attribution: &["© OpenStreetMap contributors".to_owned()],
        origin: Origin::MadeUp,
    };
    see(&report);
}

#[test]
fn the_page_needs_nothing_but_itself_and_says_what_it_knows() {
    with_report(Language::En, "Plan <b>of</b> Hechuan", |report| {
        let page = html(report);
        for outside in ["http://", "https://", "src=", "@import", "url(//", "<link"] {
            let found = page.replace("&lt;img src=x&gt;", "");
            assert!(!found.contains(outside), "{outside}");
        }
        assert!(page.contains("default-src 'none'"));
        assert!(page.contains("Plan &lt;b&gt;of&lt;/b&gt; Hechuan") && !page.contains("<img"));
        let coverage = report.coverage;
        for band in &coverage.bands {
            assert!(page.contains(&number::whole(band.people)), "{band:?}");
        }
        let (gaps, _) = report.gaps.unwrap();
        assert!(!gaps.gaps.is_empty());
        assert_eq!(page.matches("class=\"g\"").count(), gaps.gaps.len().min(25) + 1);
        assert!(page.contains("a choice up to 10.0% better may exist"));
        assert!(!page.to_lowercase().contains("optim"));
        assert!(page.contains("1,200,000 yuan") && page.contains("Saturday 19:00"));
        assert!(page.contains("too few") || page.contains("fits") || page.contains("too many"));
        assert!(page.len() < 1_500_000, "{}", page.len());
        for (open, close) in [("<section", "</section>"), ("<tr>", "</tr>"), ("<g ", "</g>")] {
            assert_eq!(page.matches(open).count(), page.matches(close).count(), "{open}");
        }
    });
}

#[test]
fn the_page_speaks_three_languages() {
    for (language, heading, lang) in [
        (Language::ZhCn, "覆盖情况", "zh-CN"),
        (Language::ZhTw, "覆蓋情況", "zh-TW"),
        (Language::En, "Who is covered", "en"),
    ] {
        with_report(language, "x", |report| {
            let page = html(report);
            assert!(page.contains(heading) && page.contains(&format!("<html lang=\"{lang}\">")));
            assert!(!page.contains("{}"));
        });
        assert_eq!(Language::tagged(lang), Some(language));
    }
    assert_eq!(Language::tagged("fr"), None);
}

#[test]
fn files_hold_what_the_report_shows() {
    with_report(Language::En, "x", |report| {
        let (coverage, sites) = (report.coverage, report.sites);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let all = text(bands(coverage).unwrap());
        assert!(all.starts_with("\u{feff}minutes,people,share"));
        let line = all.lines().nth(2).unwrap();
        assert!(line.starts_with(&format!("10,{},", coverage.bands[1].people)), "{line}");
        assert_eq!(text(groups(coverage).unwrap()).lines().count(), 14);
        let summed: u64 = coverage.regions.iter().map(|r| r.covered[2]).sum();
        assert_eq!(summed, coverage.bands[2].people);
        assert_eq!(text(regions(coverage).unwrap()).lines().count(), coverage.regions.len() + 1);
        let listed = text(centers(sites, report.roles, coverage).unwrap());
        assert!(listed.contains("c17,") && listed.contains(",new,"), "{listed}");
        let (found, _) = report.gaps.unwrap();
        assert_eq!(text(gap_table(found, sites).unwrap()).lines().count(), found.gaps.len() + 1);
        let features = gap_features(found, sites);
        assert_eq!(features["features"].as_array().unwrap().len(), found.gaps.len());
        let points = site_features(sites, report.roles, coverage);
        assert_eq!(points["features"][1]["properties"]["people_15"], coverage.sites[1].people[2]);
        assert_eq!(area_features(report.areas)["features"].as_array().unwrap().len(), 3);
        let rows = text(plans(report.comparison.unwrap()).unwrap());
        assert!(rows.lines().nth(2).unwrap().starts_with("plan A,"), "{rows}");
        let of: Vec<Option<u32>> = vec![Some(1); report.people.len()];
        let given = Catchments { of: &of, loads: &[0, 5], limits: None };
        let homes = text(assigned(report.people, sites, &given).unwrap());
        assert_eq!(homes.lines().count(), report.people.len() + 1);
        let points = catchment_features(report.people, sites, &given);
        assert_eq!(points["features"][0]["properties"]["site"], "c17");
    });
}

#[test]
fn a_name_is_no_formula() {
    let mut site = Site::open("=1+1", "@x", crate::LonLat { lon: -5, lat: 7 });
    site.name = "a,\"b".into();
    let table = String::from_utf8(sites(&[site]).unwrap()).unwrap();
    assert!(table.contains("'=1+1,\"a,\"\"b\",-0.0000005,0.0000007"), "{table}");
}

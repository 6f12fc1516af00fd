//! The statements of the reconciler.
use super::in_json::InJson;
use crate::model::{NetworkId, PopulationId, ScenarioFields, ScenarioId};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Rule};

/// Of districts, by their ids.
pub fn shelves() -> Vec<Rule> {
    vec![(
        "a district keeps more or fewer things than its shelf counts",
        stmt!(
            "/* every district: a check of the whole installation */
                 select s.region as id from planning_shelf s
                 where s.networks <> (select count(*) from planning_network n
                     where n.district = s.district and n.region = s.region)
                   or s.populations <> (select count(*) from planning_population p
                     where p.district = s.district and p.region = s.region)
                   or s.scenarios <> (select count(*) from planning_scenario c
                     where c.district = s.district and c.region = s.region)
                 order by s.region"
        ),
    )]
}

pub fn networks() -> Vec<Rule> {
    vec![
        (
            "a network is not as long as it was read, or a piece is missing",
            stmt!(
                "/* every district: a check of the whole installation */
                 select n.id from planning_network n
                 left join planning_network_chunk c on c.district = n.district and c.network = n.id
                 group by n.district, n.id, n.bytes
                 having cast(coalesce(sum(length(c.bytes)), 0) as bigint) <> n.bytes
                   or count(c.number) <> coalesce(max(c.number), -1) + 1
                 order by n.id"
            ),
        ),
        (
            "a network stands on no shelf",
            stmt!(
                "/* every district: a check of the whole installation */
                 select n.id from planning_network n
                 left join planning_shelf s on s.district = n.district and s.region = n.region
                 where s.region is null order by n.id"
            ),
        ),
    ]
}

pub fn populations() -> Vec<Rule> {
    vec![
        (
            "a population is not as long as it was read, or a piece is missing",
            stmt!(
                "/* every district: a check of the whole installation */
                 select n.id from planning_population n
                 left join planning_population_chunk c on c.district = n.district and c.population = n.id
                 group by n.district, n.id, n.bytes
                 having cast(coalesce(sum(length(c.bytes)), 0) as bigint) <> n.bytes
                   or count(c.number) <> coalesce(max(c.number), -1) + 1
                 order by n.id"
            ),
        ),
        (
            "a population stands on no shelf",
            stmt!(
                "/* every district: a check of the whole installation */
                 select p.id from planning_population p
                 left join planning_shelf s on s.district = p.district and s.region = p.region
                 where s.region is null order by p.id"
            ),
        ),
    ]
}

pub fn scenarios() -> Vec<Rule> {
    vec![
        (
            "a scenario asks about streets or people of another district",
            stmt!(
                "/* every district: a check of the whole installation */
                 select s.id from planning_scenario s
                 join planning_network n on n.district = s.district and n.id = s.network
                 join planning_population p on p.district = s.district and p.id = s.population
                 where n.region <> s.region or p.region <> s.region order by s.id"
            ),
        ),
        (
            "a scenario was changed before it was made",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from planning_scenario
                 where changed_at < created_at or version < 1 order by id"
            ),
        ),
        (
            "a scenario stands on no shelf",
            stmt!(
                "/* every district: a check of the whole installation */
                 select c.id from planning_scenario c
                 left join planning_shelf s on s.district = c.district and s.region = c.region
                 where s.region is null order by c.id"
            ),
        ),
    ]
}

pub fn runs() -> Vec<Rule> {
    vec![
        (
            "a search is over without a moment, or has one and is not over",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from planning_run
                 where (state in ('done', 'failed', 'cancelled')) <> (finished_at is not null) order by id"
            ),
        ),
        (
            "a search is done without an answer, or has one and is not done",
            stmt!(
                "/* every district: a check of the whole installation */
                 select r.id from planning_run r
                 where (r.state = 'done') <> exists (
                   select 1 from planning_run_result a where a.district = r.district and a.run = r.id)
                 order by r.id"
            ),
        ),
        (
            "a search is under way that nobody began, or waits and was begun",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from planning_run
                 where (state = 'running' and (tries = 0 or started_at is null or beat_at is null))
                   or (state = 'queued' and (tries > 0 or started_at is not null))
                 order by id"
            ),
        ),
        (
            "a search failed, and nothing says why",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from planning_run where state = 'failed' and problem is null order by id"
            ),
        ),
        (
            "two searches of one scenario are under way",
            stmt!(
                "/* every district: a check of the whole installation */
                 select scenario as id from planning_run
                 where state in ('queued', 'running')
                 group by district, scenario having count(*) > 1 order by scenario"
            ),
        ),
        (
            "a search asked a scenario that was never so",
            stmt!(
                "/* every district: a check of the whole installation */
                 select r.id from planning_run r
                 join planning_scenario s on s.district = r.district and s.id = r.scenario
                 where r.scenario_version > s.version order by r.id"
            ),
        ),
    ]
}

/// What a scenario stands on, as its row and as its fields say it.
pub struct Bare {
    pub id: ScenarioId,
    pub network: NetworkId,
    pub population: PopulationId,
    pub fields: ScenarioFields,
}

impl FromRow for Bare {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            network: row.get("network")?,
            population: row.get("population")?,
            fields: row.get::<InJson<_>>("fields")?.0,
        })
    }
}

/// A part of all scenarios, by id.
pub async fn some(tx: &mut Tx, after: ScenarioId, most: i64) -> Result<Vec<Bare>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, network, population, fields from planning_scenario
         where (district, id) > ($1, $2) order by district, id limit $3"
    );
    let district = i64::from(after.id().district());
    Ok(tx.all(q.bind(district).bind(after).bind(most)).await?)
}

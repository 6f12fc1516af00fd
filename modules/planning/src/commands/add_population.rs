use crate::model::{Population, PopulationFacts};
use crate::permissions;
use crate::read::ReadPopulation;
use crate::store;
use crate::store::population::PopulationRow;
use crate::store::shelf::{self, Ware};
use crate::targets::{self, At};
use lianxin_db::DbError;
use lianxin_kernel::{Command, Error, FieldCode, Line, Permission, Read, Result, Write};
use lianxin_places::RegionId;
use serde::Serialize;

/// Keep who lives where in a district, which was read from a file before.
#[derive(Clone, Debug, Serialize)]
pub struct AddPopulation {
    pub region: RegionId,
    pub name: Line<80>,
    pub facts: PopulationFacts,
    pub checksum: String,
    /// The binary form; the checksum stands for it in audit lines.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl AddPopulation {
    pub fn new(region: RegionId, name: Line<80>, read: ReadPopulation) -> Self {
        let ReadPopulation { facts, checksum, bytes } = read;
        Self { region, name, facts, checksum, bytes }
    }
}

impl Command for AddPopulation {
    const NAME: &'static str = "planning.add_population";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<RegionId>;
    type Out = Population;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, _: At<RegionId>) -> Result<Population> {
        shelf::take_room(w.tx(), self.region, Ware::Population).await?;
        let population = Population {
            id: w.fresh(),
            name: self.name.to_string(),
            facts: self.facts.clone(),
            created_at: w.now(),
        };
        w.on(population.id);
        let checksum = self.checksum.clone();
        let row = PopulationRow { population, region: self.region, checksum };
        match store::population::insert(w.tx(), &row, &self.bytes).await {
            Err(Error::Db(DbError::Unique(_))) => Err(Error::field("name", FieldCode::Taken)),
            other => other.map(|()| row.population),
        }
    }
}

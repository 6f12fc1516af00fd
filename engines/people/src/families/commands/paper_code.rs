use crate::families::model::{PaperCode, PaperCodeId, PrintedPaperCode};
use crate::families::permissions;
use crate::families::steps::{not_by, who};
use crate::families::store;
use crate::families::store::paper::PaperRow;
use crate::families::told;
use crate::model::{Born, PersonId};
use crate::queries::home_scope;
use crate::store as people;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Kind, Permission, Read, Result, Scope, Write,
};
use serde::Serialize;

/// The field a paper code is looked up as.
pub(crate) const CODE: &str = "people_paper_code.code_key";

/// Print a code for someone without a phone, at the desk of their home. It signs in once, within 30
/// days, together with the birth date; one printed before is worth nothing from then on.
#[derive(Serialize)]
pub struct IssuePaperCode {
    pub person: PersonId,
}

impl Command for IssuePaperCode {
    const NAME: &'static str = "people.issue_paper_code";
    const NEEDS: Permission = permissions::PAPER_CODE;
    type Target = Scope;
    type Out = PrintedPaperCode;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<PrintedPaperCode> {
        not_by(w, self.person)?;
        let person = people::person::hold(w.tx(), self.person).await?.found("person")?;
        // The second half of the proof, so a day: a band is known to everybody who sees them.
        if person.born.and_then(Born::date).is_none() {
            return Err(Error::field("birth_date", FieldCode::Required));
        }
        let now = w.now();
        let mut random = [0; 8];
        w.random().fill(&mut random);
        let code = PaperCode::make(random);
        let key = w.app().keys().lookup(CODE, code.as_bytes());
        let expires_at = now + PaperCode::LASTS;
        let id = w.fresh_in::<PaperCodeId>(self.person.id().district());
        let paper = PaperRow { id, person: self.person, expires_at, tries: 0 };
        let by = who(w);
        store::paper::end_all(w.tx(), self.person, now).await?;
        store::paper::insert(w.tx(), &paper, key, now, by).await?;
        w.saw(self.person);
        told::by_staff(w, self.person, Self::NAME).await?;
        let code = code.show();
        let qr = qrcode::QrCode::new(&code).map_err(Error::internal)?;
        let svg = qr.render::<qrcode::render::svg::Color<'_>>().min_dimensions(240, 240).build();
        let svg = svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or(&svg).to_owned();
        Ok(PrintedPaperCode { name: person.name, code, expires_at, svg })
    }
}

//! What would become of a series, before it is asked for.
use super::SeriesRule;
use super::model::{NewSeries, Outlook};
use crate::against::{Moment, against, item_name};
use crate::ground::{self, Ground};
use crate::model::Span;
use crate::reasons;
use lianxin_db::Tx;
use lianxin_kernel::{Calendar, DayKind, Names, Read, Reason, Result, Zone};

/// Says of each date whether it would be held now, with every reason that stands against it; changes
/// nothing.
pub async fn preview_series(r: &mut Read<'_>, new: &NewSeries) -> Result<Vec<Outlook>> {
    let moment = Moment { now: r.now(), zone: r.zone().clone() };
    let spans = new.dates(&moment.zone)?;
    let holidays = Holidays::of(r.tx(), &new.rule).await?;
    let ground = ground::find(r.tx(), new.resource).await?;
    let item = match ground.room {
        Some(_) => Names::default(),
        None => item_name(r.tx(), ground.district(), new.resource.id).await?,
    };
    let (mut outlooks, mut had): (Vec<Outlook>, Option<Span>) = (vec![], None);
    for (nth, span) in (0..).zip(spans) {
        let reasons = match holidays.against(&moment.zone, span) {
            Some(reason) => vec![reason],
            None => {
                let wish = new.wish(span, new.owner, None);
                let mut reasons = against(r.tx(), &moment, &wish, &ground, None).await?;
                reasons.extend(
                    had.and_then(|before| too_near(new, (&ground, item.clone()), before, span)),
                );
                reasons
            }
        };
        if reasons.is_empty() {
            had = Some(span);
        }
        outlooks.push(Outlook { nth, span, reasons });
    }
    Ok(outlooks)
}

/// The date before can be in the way itself.
fn too_near(
    new: &NewSeries,
    (ground, item): (&Ground, Names),
    before: Span,
    span: Span,
) -> Option<Reason> {
    let (setup, cleaning) = (ground.setting.before_min, ground.setting.after_min);
    let near = before.padded(setup, cleaning).meets(span.padded(setup, cleaning));
    let name = ground.room.as_ref().map(|room| room.name.clone()).unwrap_or_default();
    near.then(|| match (before.meets(span), &ground.room) {
        (_, None) => reasons::item_taken(before, item),
        (true, _) => reasons::taken(before, name, new.kind),
        (false, _) => reasons::setup(setup + cleaning, name),
    })
}

/// The public holidays, where a series leaves them out.
#[derive(Debug)]
pub struct Holidays(Option<Calendar>);

impl Holidays {
    pub async fn of(tx: &mut Tx, rule: &SeriesRule) -> Result<Self> {
        Ok(Self(match rule.skip_holidays {
            true => Some(lianxin_places::calendar(tx).await?),
            false => None,
        }))
    }

    /// That a date is on one.
    pub fn against(&self, zone: &Zone, span: Span) -> Option<Reason> {
        let date = zone.date(span.from);
        match self.0.as_ref()?.day(date) {
            DayKind::Holiday(name) => Some(reasons::holiday(date, &name)),
            _ => None,
        }
    }
}

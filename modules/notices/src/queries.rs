use crate::model::{Kept, Message, MessageId, SmsState};
use crate::sms::Sms;
use crate::{permissions, store, wording};
use lianxin_db::Tx;
use lianxin_kernel::{
    Cursor, Error, Found, Kind, Limit, Page, Permission, Query, Read, Result, Scope, Scoped,
};
use lianxin_people::PersonId;
use lianxin_web::texts;

/// How many messages this person has not read.
pub async fn unread(tx: &mut Tx, person: PersonId) -> Result<i64> {
    store::unread(tx, person).await
}

/// The inbox of whoever asks, newest first.
pub struct ListMyMessages {
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// An inbox, by its owner.
pub struct Inbox(pub PersonId);

impl Inbox {
    /// That of whoever asks.
    pub fn own(r: &Read<'_>) -> Result<Self> {
        r.person().map(|id| Self(id.into())).ok_or(Error::SignIn)
    }
}

impl Scoped for Inbox {
    fn scope(&self) -> Scope {
        Scope::district(self.0.id().district()).owned_by(self.0)
    }
}

impl Query for ListMyMessages {
    const NAME: &'static str = "notices.list_my_messages";
    const NEEDS: Permission = permissions::READ;
    type Target = Inbox;
    type Out = Page<Message>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Inbox> {
        Inbox::own(r)
    }

    async fn run(&self, r: &mut Read<'_>, Inbox(person): Inbox) -> Result<Page<Message>> {
        let limit = Limit::new(self.limit)?;
        let after = Cursor::parse(self.after.as_deref(), 2)?;
        let found = store::of_person(r.tx(), person, after, limit).await?;
        let key = |m: &Kept| vec![m.at.0.to_string(), m.id.to_string()];
        Ok(Page::cut(found, limit, key).map(Message::from))
    }
}

/// Someone's message: others do not learn that it exists.
impl Scoped for Kept {
    fn scope(&self) -> Scope {
        Scope::district(self.id.id().district()).owned_by(self.person).on(self.id).hidden()
    }
}

/// What is left to do for the text message of a notice.
pub(crate) enum SmsWork {
    /// It was sent already, or was never to be.
    Nothing,
    /// The person has no phone.
    NoPhone,
    Send(Sms),
}

/// The text message of a notice, in the person's language, to the number they have now.
pub(crate) struct FindSmsWork(pub MessageId);

impl Query for FindSmsWork {
    const NAME: &'static str = "notices.find_sms_work";
    const NEEDS: Permission = permissions::DELIVER;
    type Target = Kept;
    type Out = SmsWork;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept> {
        store::find(r.tx(), self.0).await?.found("message")
    }

    async fn run(&self, r: &mut Read<'_>, message: Kept) -> Result<SmsWork> {
        if !matches!(message.sms, SmsState::Waiting | SmsState::Failed) {
            return Ok(SmsWork::Nothing);
        }
        let Some(person) = lianxin_people::person(r.tx(), message.person).await? else {
            return Ok(SmsWork::NoPhone);
        };
        let app = r.app().clone();
        let Some(phone) = lianxin_people::phone_of(r.tx(), app.keys(), person.id).await? else {
            return Ok(SmsWork::NoPhone);
        };
        let values = wording::readable(person.language, r.zone(), &message.values);
        let text = texts().get(person.language, &format!("notice.{}.sms", message.code), &values);
        let phone = phone.as_str().to_owned();
        Ok(SmsWork::Send(Sms { key: message.id.to_string(), phone, text }))
    }
}

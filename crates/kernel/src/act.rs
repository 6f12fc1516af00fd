use crate::audit::{self, Entry};
use crate::events::{self, ActedFor};
use crate::idempotency::Intent;
use crate::lag;
use crate::permission::{Judged, as_staff, judge};
use crate::trace::Trace;
use crate::{
    Actor, App, Command, DoneAct, Error, Judgment, Permission, Purpose, Query, Read, Reason,
    Result, Scope, Scoped, Write,
};
use lianxin_db::{Id, Look, Tx, Work};
use std::sync::Arc;

/// What an act comes from: the request in the log, and the key under which it is done once.
#[derive(Clone, Debug, Default)]
pub struct Cause {
    pub request: Option<Arc<str>>,
    pub key: Option<Arc<str>>,
}

/// One act of one person, or of the program itself: the one door.
#[derive(Clone)]
pub struct Act {
    app: App,
    actor: Option<Actor>,
    cause: Cause,
}

impl Act {
    pub(crate) fn new(app: App, actor: Option<Actor>) -> Self {
        Self { app, actor, cause: Cause::default() }
    }

    pub fn caused_by(mut self, cause: Cause) -> Self {
        self.cause = cause;
        self
    }

    /// The same act under a key: its effect is once, however often it is sent.
    pub fn once(&self, key: &str) -> Self {
        let cause = Cause { key: Some(key.into()), ..self.cause.clone() };
        Self { cause, ..self.clone() }
    }

    /// The same act without its key: for what must not be answered from memory, like a sign-in.
    pub fn each_time(&self) -> Self {
        let cause = Cause { key: None, ..self.cause.clone() };
        Self { cause, ..self.clone() }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref()
    }

    /// Who acts; an error when nobody is signed in.
    pub fn person(&self) -> Result<Id> {
        self.actor.as_ref().and_then(Actor::id).ok_or(Error::SignIn)
    }

    /// Finds the target, asks whether this actor may, runs, writes the audit line, commits.
    pub async fn run<C: Command>(&self, command: C) -> Result<C::Out> {
        let door = Door { act: self, command: &command };
        let db = self.app.db();
        let out = match command.lane() {
            Some(lane) => db.write_in(&lane, &door).await,
            None => db.write(&door).await,
        };
        let out = out.and_then(|done| done.map_err(Error::Conflict));
        self.count(C::NAME, out.as_ref().err());
        self.app.changes().send_modify(|count| *count += 1);
        self.app.wake().notify_one();
        out
    }

    /// Finds the target, asks whether this actor may see it, answers; all on one snapshot.
    pub async fn ask<Q: Query>(&self, query: Q) -> Result<Q::Out> {
        let out = self.look(&query).await;
        self.count(Q::NAME, out.as_ref().err());
        out
    }

    async fn look<Q: Query>(&self, query: &Q) -> Result<Q::Out> {
        let Seen { out, scope, trace } = self.seen(&Window { act: self, query }).await?;
        // Who can't be written down as having looked does not get to see.
        if Q::LOGGED || !trace.is_empty() {
            let purpose = query.purpose();
            let looked = Looked { act: self, what: Q::NAME, scope, trace, purpose };
            self.app.db().write(&looked).await?;
        }
        Ok(out)
    }

    /// Asks a copy of the database when the question bears it; what the copy can't answer the primary does.
    async fn seen<Q: Query>(&self, window: &Window<'_, Q>) -> Result<Seen<Q::Out>> {
        if Q::MAY_LAG
            && let Some(replica) = self.app.replica()
            && let Some(lag) = replica.lag()
        {
            match replica.db().look(window).await {
                Err(Error::Db(_)) => replica.give_up_for_now(),
                answer => {
                    lag::note(lag);
                    return answer;
                }
            }
        }
        self.app.db().look(window).await
    }

    fn count(&self, name: &'static str, error: Option<&Error>) {
        let outcome = match error {
            None => "done",
            Some(Error::Db(_) | Error::Internal(_)) => "failed",
            Some(_) => "refused",
        };
        metrics::counter!("lianxin_acts_total", "act" => name, "outcome" => outcome).increment(1);
        if let Some(e) = error {
            let request = self.cause.request.as_deref();
            match outcome {
                "failed" => tracing::error!(act = name, request, error = %e, "act failed"),
                _ => tracing::debug!(act = name, request, why = %e, "act refused"),
            }
        }
    }

    /// The permission check shared by both directions.
    fn may<T: Scoped>(&self, act: &'static str, needs: Permission, target: &T) -> Result<Scope> {
        let scope = target.scope();
        let judged = judge(self.actor.as_ref(), needs, &scope);
        if let Some(witness) = self.app.witness() {
            let allowed = judged == Judged::Allowed;
            witness.judged(Judgment { act, needs, scope: &scope, allowed });
        }
        match (judged, &self.actor) {
            (Judged::Allowed, _) => Ok(scope),
            (_, None) => Err(Error::SignIn),
            (Judged::SecondFactor, _) => Err(Error::SecondFactor),
            (Judged::OwnRequest, _) => Err(Error::OwnRequest),
            (Judged::Refused, _) if scope.hidden => Err(Error::NotFound("thing of yours")),
            (Judged::Refused, _) => Err(Error::Forbidden),
        }
    }

    /// Marks what staff do with a record of their own family.
    async fn mark_family(
        &self,
        tx: &mut Tx,
        who: Option<Id>,
        about: impl IntoIterator<Item = Id>,
        trace: &mut Trace,
    ) -> Result<()> {
        let Some(who) = who else {
            return Ok(());
        };
        for other in about {
            for family in self.app.families() {
                if family(tx, who, other).await? {
                    trace.note("own_household", true.into());
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn witness_done(&self, act: &'static str, changes: bool, statements: u64) -> Result<()> {
        match self.app.witness() {
            Some(witness) => witness.done(DoneAct { act, changes, statements }),
            None => Ok(()),
        }
    }
}

struct Door<'a, C> {
    act: &'a Act,
    command: &'a C,
}

impl<C: Command> Work for Door<'_, C> {
    /// A denial that is kept under the key is a change too: it is committed.
    type Out = Result<C::Out, Vec<Reason>>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out> {
        let Self { act, command } = *self;
        let app = &act.app;
        let now = app.now();
        let open = C::NEEDS.roles.contains(&crate::Role::Anyone);
        // Who is not signed in learns nothing of what exists.
        if act.actor.is_none() && !open {
            return Err(Error::SignIn);
        }
        let before = tx.statements();
        let mut trace = Trace::default();
        let mut read = Read { tx, app, actor: act.actor.as_ref(), now, trace: &mut trace };
        let target = command.target(&mut read).await?;
        let scope = act.may(C::NAME, C::NEEDS, &target)?;
        let staff = as_staff(act.actor.as_ref(), C::NEEDS, &scope);
        // Before the run: after it they may be family no more.
        act.mark_family(tx, staff, scope.owner, &mut trace).await?;
        let actor = act.actor.as_ref().unwrap_or(&NOBODY);
        let input = serde_json::to_string(command).map_err(Error::internal)?;
        let intent = act.cause.key.as_deref().map(|key| Intent {
            district: scope.district,
            actor: actor.id().unwrap_or(Id::NIL),
            who: actor.who().unwrap_or(Id::NIL),
            key,
            command: C::NAME,
            input: &input,
        });
        if let Some(intent) = &intent
            && let Some(answer) = intent.answer(tx).await?
        {
            return match answer {
                Ok(text) => serde_json::from_str(&text).map(Ok).map_err(Error::internal),
                Err(why) => Ok(Err(why)),
            };
        }
        let district = scope.district;
        // Whose thing it is gets to know that somebody else had it in hand.
        if let Some(owner) = scope.owner.filter(|owner| actor.who().is_some_and(|w| w != *owner)) {
            trace.saw(owner);
        }
        let named = scope.target;
        // The program's own jobs are tried again under their key until nothing stands against them.
        let denials = intent.as_ref().filter(|_| matches!(actor, Actor::Person(_)));
        if denials.is_some() {
            tx.mark()?;
        }
        let mut write = Write { tx, app, actor, now, target: named, district, trace: &mut trace };
        let out = command.run(&mut write, target).await;
        if let (Err(Error::Conflict(_)), Some(intent)) = (&out, denials) {
            tx.back().await?;
            let Err(Error::Conflict(why)) = out else { return out.map(Ok) };
            intent.keep(tx, &Err(why.clone()), now).await?;
            return Ok(Err(why));
        }
        let out = out?;
        if let (Some(person), Some(by)) = (actor.behalf(), actor.who()) {
            let told = ActedFor { person: person.into(), by: by.into(), what: C::NAME.into() };
            events::say(&mut write, &told).await?;
        }
        let target = write.target;
        let others = trace.few().filter(|id| Some(*id) != scope.owner).collect::<Vec<_>>();
        act.mark_family(tx, staff, others, &mut trace).await?;
        if let Some(intent) = &intent {
            let answer = serde_json::to_string(&out).map_err(Error::internal)?;
            intent.keep(tx, &Ok(answer), now).await?;
        }
        let entry = Entry {
            id: Id::compose(now.millis(), district, app.random().number()),
            at: now,
            actor,
            what: C::NAME,
            target,
            input,
            purpose: command.purpose(),
            trace: &trace,
            request: act.cause.request.as_deref(),
        };
        audit::write(tx, app.keys(), entry).await?;
        act.witness_done(C::NAME, true, tx.statements() - before)?;
        Ok(Ok(out))
    }
}

struct Window<'a, Q> {
    act: &'a Act,
    query: &'a Q,
}

impl<Q: Query> Look for Window<'_, Q> {
    type Out = Seen<Q::Out>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out> {
        let Self { act, query } = *self;
        let open = Q::NEEDS.roles.contains(&crate::Role::Anyone);
        if act.actor.is_none() && !open {
            return Err(Error::SignIn);
        }
        let now = act.app.now();
        let before = tx.statements();
        let mut trace = Trace::default();
        let actor = act.actor.as_ref();
        let mut read = Read { tx, app: &act.app, actor, now, trace: &mut trace };
        let target = query.target(&mut read).await?;
        let scope = act.may(Q::NAME, Q::NEEDS, &target)?;
        let out = query.run(&mut read, target).await?;
        let other = |owner: &Id| actor.and_then(Actor::who).is_some_and(|who| who != *owner);
        if let Some(owner) = scope.owner.filter(|owner| Q::LOGGED && other(owner)) {
            trace.saw(owner);
        }
        let staff = as_staff(actor, Q::NEEDS, &scope);
        let others = trace.few().filter(|id| Some(*id) != scope.owner);
        let about: Vec<Id> = scope.owner.into_iter().chain(others).collect();
        act.mark_family(tx, staff, about, &mut trace).await?;
        act.witness_done(Q::NAME, false, tx.statements() - before)?;
        Ok(Seen { out, scope, trace })
    }
}

/// An answer, and what its look leaves.
struct Seen<T> {
    out: T,
    scope: Scope,
    trace: Trace,
}

/// The line that a look leaves.
struct Looked<'a> {
    act: &'a Act,
    what: &'static str,
    scope: Scope,
    trace: Trace,
    purpose: Option<Purpose>,
}

impl Work for Looked<'_> {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        let Self { act, what, scope, trace, purpose } = self;
        let at = act.app.now();
        let entry = Entry {
            id: Id::compose(at.millis(), scope.district, act.app.random().number()),
            at,
            actor: act.actor.as_ref().unwrap_or(&NOBODY),
            what,
            target: scope.target,
            input: "{}".to_owned(),
            purpose: *purpose,
            trace,
            request: act.cause.request.as_deref(),
        };
        audit::write(tx, act.app.keys(), entry).await
    }
}

/// Stands in audit lines where nobody is signed in.
static NOBODY: Actor = Actor::System("nobody signed in");

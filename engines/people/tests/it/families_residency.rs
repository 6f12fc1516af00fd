use crate::families_world::*;
use lianxin_kernel::{Error, Note, Role, Secret, Span};
use lianxin_people::{
    ChangeMe, ClaimResidency, ConfirmResidency, PersonId, RefuseResidency, Residency,
    ResidencyEvidence, ResidencyState, ShowResidency, residency,
};
use lianxin_testkit::both;

fn claim(person: PersonId) -> ClaimResidency {
    ClaimResidency { person, evidence: Some(ResidencyEvidence::Lease) }
}

fn confirm(person: PersonId, evidence: ResidencyEvidence, until: Option<&str>) -> ConfirmResidency {
    ConfirmResidency { person, evidence, until: until.map(day) }
}

async fn known(t: &Test, person: PersonId) -> Residency {
    struct Ask(PersonId, lianxin_kernel::Date);
    impl lianxin_db::Look for Ask {
        type Out = Residency;
        type Error = Error;
        async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<Residency, Error> {
            residency(tx, self.0, self.1).await
        }
    }
    let today = t.app.zone().date(t.app.now());
    t.app.db().look(&Ask(person, today)).await.unwrap()
}

both! { setup: setup();
    async fn a_claim_is_confirmed_and_runs_out(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        assert_eq!(known(t, me).await.state, ResidencyState::Unverified);
        let claimed = own(t, me).run(claim(me)).await.unwrap();
        assert_eq!((claimed.state, claimed.waiting), (ResidencyState::Claimed, true));
        // Said again while it waits, it stays the same claim.
        assert_eq!(own(t, me).run(claim(me)).await.unwrap().id, claimed.id);
        assert!(!known(t, me).await.is_confirmed());
        is_refused(clerk.run(confirm(me, ResidencyEvidence::Lease, None)).await, "until", "required");
        let past = clerk.run(confirm(me, ResidencyEvidence::Lease, Some("2026-03-01"))).await;
        is_refused(past, "until", "in_past");
        let done = clerk.run(confirm(me, ResidencyEvidence::Lease, Some("2026-03-04"))).await.unwrap();
        assert_eq!((done.state, done.center), (ResidencyState::Confirmed, Some(w.north)));
        let mut seen = vec![];
        for _ in 0..4 {
            seen.push(known(t, me).await.state.code());
            t.clock.forward(Span::days(1));
        }
        assert_eq!(seen, ["confirmed", "confirmed", "confirmed", "expired"]);
        is_hidden(clerk.run(confirm(me, ResidencyEvidence::HouseholdRegister, None)).await);
    }

    async fn nobody_decides_what_they_asked_for(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let (clerk_id, clerk) = desk_of(t, Role::Clerk, w.north).await;
        let register = ResidencyEvidence::HouseholdRegister;
        clerk.run(claim(me)).await.unwrap();
        let e = clerk.run(confirm(me, register, None)).await.unwrap_err();
        assert!(matches!(e, Error::OwnRequest), "{e:?}");
        let reason = || Secret::new(Note::new("证件不符").unwrap());
        let e = clerk.run(RefuseResidency { person: me, reason: reason() }).await.unwrap_err();
        assert!(matches!(e, Error::OwnRequest), "{e:?}");
        // About oneself neither, whoever claimed it.
        desk(t, Role::Clerk, w.north).await.run(claim(clerk_id)).await.unwrap();
        is_forbidden(clerk.run(confirm(clerk_id, register, None)).await);
        is_hidden(own(t, me).run(confirm(me, register, None)).await);
        is_hidden(desk(t, Role::Clerk, w.south).await.run(confirm(me, register, None)).await);
        let other = desk(t, Role::CenterManager, w.north).await;
        let refused = other.run(RefuseResidency { person: me, reason: reason() }).await.unwrap();
        assert_eq!((refused.state, refused.reason.as_deref()), (ResidencyState::Refused, Some("证件不符")));
        assert!(audit_at(t, me).await.iter().all(|l| !l.input.contains("证件不符")));
        is_hidden(other.run(confirm(me, register, None)).await);
        own(t, me).run(claim(me)).await.unwrap();
        assert!(other.run(confirm(me, register, None)).await.unwrap().is_confirmed());
    }

    async fn a_confirmation_holds_while_a_newer_claim_waits_and_not_after_a_move(t: Test) {
        let w = world(t).await;
        let me = elder(t, "李茶", w.north).await;
        let clerk = desk(t, Role::Clerk, w.north).await;
        own(t, me).run(claim(me)).await.unwrap();
        clerk.run(confirm(me, ResidencyEvidence::PropertyCertificate, None)).await.unwrap();
        t.clock.forward(Span::days(1));
        let again = own(t, me).run(claim(me)).await.unwrap();
        assert_eq!((again.state, again.waiting), (ResidencyState::Confirmed, true));
        let home = |center| ChangeMe { home_center: Some(center), ..ChangeMe::default() };
        own(t, me).run(home(Some(w.south))).await.unwrap();
        assert_eq!(known(t, me).await.state, ResidencyState::Unverified);
        // The claim to the old home is nobody's to decide, and gives way to one for the new.
        let south = desk(t, Role::Clerk, w.south).await;
        is_hidden(south.run(confirm(me, ResidencyEvidence::PropertyCertificate, None)).await);
        own(t, me).run(claim(me)).await.unwrap();
        south.run(confirm(me, ResidencyEvidence::CommunityWord, None)).await.unwrap();
        assert_eq!(known(t, me).await.center, Some(w.south));
        own(t, me).run(home(None)).await.unwrap();
        is_refused(own(t, me).run(claim(me)).await, "home_center", "required");
    }

    async fn strangers_see_no_residency(t: Test) {
        let w = world(t).await;
        let (me, other) = (elder(t, "李茶", w.north).await, elder(t, "张三", w.north).await);
        is_hidden(own(t, other).ask(ShowResidency { person: me }).await);
        is_hidden(own(t, other).run(claim(me)).await);
        let e = t.nobody().ask(ShowResidency { person: me }).await.unwrap_err();
        assert!(matches!(e, Error::SignIn), "{e:?}");
        own(t, me).ask(ShowResidency { person: me }).await.unwrap();
    }
}

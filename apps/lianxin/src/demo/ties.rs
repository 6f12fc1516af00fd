//! Who belongs to whom: a family, someone who acts for another, organizations, a kiosk.
use super::network::Network;
use super::people::{ELDER, RESIDENT, Resident};
use super::staff::Staff;
use super::stage::Stage;
use super::table;
use lianxin_kernel::{Act, Error, Names, Result, Secret};
use lianxin_people::{
    AddChild, AddKiosk, AddMember, AddOrganizationMember, AgreeContract, ClaimResidency,
    ConfirmResidency, CreateHousehold, CreateOrganization, GiveStanding, GuardianRelation,
    MakeDelegate, MemberRelation, MemberRole, NewStanding, OrganizationKind, PlaceId,
    ResidencyEvidence, StandingKind,
};
use lianxin_places::CenterId;

/// Days the operator's contract still runs, so that its end can be seen coming.
const CONTRACT_LEFT: i32 = 40;

pub async fn tie(
    stage: &Stage,
    network: &Network,
    residents: &[Resident],
    staff: &[Staff; 4],
) -> Result<()> {
    let missing = || Error::internal("the demo has too few residents");
    let resident = residents.get(RESIDENT).ok_or_else(missing)?;
    let elder = residents.get(ELDER).ok_or_else(missing)?;
    let [clerk, ..] = staff;
    let desk = stage.app.act(Some(clerk.actor()));
    family(stage, &desk, resident, elder).await?;
    let main = network.main().ok_or_else(missing)?.id;
    residency(stage, &desk, resident, elder).await?;
    organizations(stage, network, main, resident).await?;
    stage.act().run(AddKiosk { center: main, name: table::line("一楼大厅")? }).await?;
    Ok(())
}

/// A young mother lives with her mother-in-law, who lets her act for her.
async fn family(stage: &Stage, desk: &Act, mother: &Resident, elder: &Resident) -> Result<()> {
    let child = AddChild {
        name: Secret::new(table::line("林小满")?),
        birth_date: Secret::new(stage.today.plus_days(-8 * 365)),
        sex: None,
        relation: GuardianRelation::Mother,
        language: None,
    };
    let child = stage.app.act(Some(mother.actor())).run(child).await?.child;
    stage.tick();
    let address = Some(Secret::new(table::line("青禾路 18 号 2 幢 301")?));
    desk.run(CreateHousehold { person: elder.id, address, from: None }).await?;
    for (member, relation) in
        [(mother.id, MemberRelation::Child), (child, MemberRelation::Grandchild)]
    {
        stage.tick();
        desk.run(AddMember { person: elder.id, member, relation, from: None }).await?;
    }
    let card = mother.card.as_ref().ok_or_else(|| Error::internal("the resident has no card"))?;
    let card = Secret::new(card.to_string());
    let delegate = MakeDelegate { card, modules: None, from: None, until: None };
    stage.app.act(Some(elder.actor())).run(delegate).await?;
    Ok(())
}

/// The elder's is confirmed; the resident's claim waits at the desk.
async fn residency(stage: &Stage, desk: &Act, resident: &Resident, elder: &Resident) -> Result<()> {
    for one in [resident, elder] {
        let evidence = Some(ResidencyEvidence::PropertyCertificate);
        let act = stage.app.act(Some(one.actor()));
        act.run(ClaimResidency { person: one.id, evidence }).await?;
    }
    let evidence = ResidencyEvidence::PropertyCertificate;
    desk.run(ConfirmResidency { person: elder.id, evidence, until: None }).await?;
    Ok(())
}

async fn organizations(
    stage: &Stage,
    network: &Network,
    main: CenterId,
    resident: &Resident,
) -> Result<()> {
    let district = PlaceId::Region(network.district);
    let home = PlaceId::Center(main);
    let act = stage.act();
    let standing =
        NewStanding { kind: StandingKind::Volunteer, place: home, from: None, until: None };
    act.run(GiveStanding { person: resident.id, standing }).await?;
    for (kind, name, home) in organization_names(district, home) {
        stage.tick();
        let new = CreateOrganization { kind, name, credit_code: None, contact: None, home };
        let made = act.run(new).await?.organization;
        match kind {
            OrganizationKind::Operator => {
                let contract = AgreeContract {
                    organization: made,
                    from: stage.day(-stage.plan.past_days),
                    until: stage.day(CONTRACT_LEFT),
                    centers: vec![main],
                    modules: None,
                    number: Some(table::line("青禾服 2026-07")?),
                };
                act.run(contract).await?;
            }
            OrganizationKind::SocialOrganization => {
                let member = AddOrganizationMember {
                    organization: made,
                    person: resident.id,
                    role: MemberRole::Contact,
                    from: None,
                    until: None,
                };
                act.run(member).await?;
            }
            _ => (),
        }
    }
    Ok(())
}

fn organization_names(district: PlaceId, main: PlaceId) -> [(OrganizationKind, Names, PlaceId); 4] {
    let named = |kind, name, home| (kind, table::names(name), home);
    [
        named(
            OrganizationKind::Operator,
            ["邻里社会服务中心", "鄰里社會服務中心", "Neighborhood Services"],
            district,
        ),
        named(
            OrganizationKind::SocialOrganization,
            ["青禾合唱团", "青禾合唱團", "Qinghe Choir"],
            main,
        ),
        named(
            OrganizationKind::PartyBranch,
            ["青禾路第二党支部", "青禾路第二黨支部", "Second Party Branch of Qinghe Road"],
            main,
        ),
        named(
            OrganizationKind::Enterprise,
            ["禾川物流公司", "禾川物流公司", "Hechuan Logistics"],
            district,
        ),
    ]
}

//! One text, two engines: the same values, errors and pages come back.
use crate::fresh::*;
use lianxin_db::*;

const SCHEMA: &str = r#"
create table rooms (
  id {id} primary key, name text not null unique, seats {int} not null,
  constraint rooms_have_seats check (seats > 0)
) {strict};
create table bookings (
  id {id} primary key, room_id {id} not null references rooms (id), starts_at {time} not null, on_day {date},
  note text, paid {bool} not null, fee {real} not null, photo {blob}, extra {json} not null,
  unique (room_id, starts_at)
) {strict};
-- postgres:
comment on table bookings is 'one stay in one room';
-- both:
create index bookings_room_time on bookings (room_id, starts_at, id);
create unique index bookings_note on bookings (lower(note));
"#;

#[derive(Debug, PartialEq, Clone)]
struct Booking {
    id: Id,
    starts_at: Timestamp,
    on_day: Option<String>,
    note: Option<String>,
    paid: bool,
    fee: f64,
    photo: Option<Vec<u8>>,
    extra: Json,
}

impl FromRow for Booking {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            starts_at: row.get("starts_at")?,
            on_day: row.get("on_day")?,
            note: row.get("note")?,
            paid: row.get("paid")?,
            fee: row.get("fee")?,
            photo: row.get("photo")?,
            extra: row.get("extra")?,
        })
    }
}

struct Book(Id, Booking);

impl Work for Book {
    type Out = Booking;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Booking> {
        let Self(room, b) = self;
        let q = stmt!(
            "insert into bookings (room_id, id, starts_at, on_day, note, paid, fee, photo, extra)
             values ($2, $1, $3, $4, $5, $6, $7, $8, $9)
             returning id, starts_at, on_day, note, paid, fee, photo, extra"
        );
        let q = q.bind(b.id).bind(*room).bind(b.starts_at);
        let q = q.bind(b.on_day.clone()).bind(b.note.clone());
        let q = q.bind(b.paid).bind(b.fee).bind(b.photo.clone());
        tx.one(q.bind(b.extra.clone())).await
    }
}

/// Goes on after an error as if nothing had happened.
struct Careless(Id);

impl Work for Careless {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        let _ = tx.run(room(self.0, "茶室")).await;
        let next = tx.run(room(id(1), "never")).await;
        assert_eq!(next, Err(DbError::Failed));
        Ok(())
    }
}

fn room(id: Id, name: &str) -> Sql {
    let q = stmt!("insert into rooms (id, name, seats) values ($1, $2, $3)");
    q.bind(id).bind(name).bind(8_u16)
}

fn booking(hour: i64) -> Booking {
    Booking {
        id: id(310),
        starts_at: Timestamp(hour * 3_600_000_000),
        on_day: Some("2026-02-28".into()),
        note: None,
        paid: true,
        fee: 12.5,
        photo: Some(vec![0, 255]),
        extra: Json(r#"{"k":[1,"二"]}"#.into()),
    }
}

struct Page<'a>(Id, Option<&'a Booking>, Option<bool>);

impl Look for Page<'_> {
    type Out = Vec<Booking>;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<Booking>> {
        let fields = "select id, starts_at, on_day, note, paid, fee, photo, extra from bookings";
        let q = sql(fields).push_bind(" where room_id = ", self.0);
        let mut q = q.push_if(" and paid = ", self.2);
        if let Some(b) = self.1 {
            q = q.push_bind(" and (starts_at, id) > (", b.starts_at);
            q = q.push_bind(", ", b.id).push(")");
        }
        tx.all(q.push(" order by starts_at, id limit 3")).await
    }
}

async fn errors_look_alike(db: &Db, tea: Id) {
    let again = db.write(&Run(room(id(310), "茶室"))).await;
    assert_eq!(again, Err(DbError::Unique("rooms.name".into())));
    let again = db.write(&Run(room(tea, "棋室"))).await;
    assert_eq!(again, Err(DbError::Unique("rooms.id".into())));
    let noted = Booking { note: Some("早".into()), ..booking(1) };
    db.write(&Book(tea, noted.clone())).await.unwrap();
    let again = Booking { note: noted.note, ..booking(2) };
    let again = db.write(&Book(tea, again)).await;
    assert_eq!(again, Err(DbError::Unique("bookings_note".into())));
    let again = db.write(&Book(tea, booking(1))).await;
    let columns = "bookings.room_id, bookings.starts_at";
    assert_eq!(again, Err(DbError::Unique(columns.into())));
    db.write(&Run(sql("delete from bookings"))).await.unwrap();
    let nowhere = db.write(&Book(id(310), booking(1))).await;
    assert_eq!(nowhere, Err(DbError::ForeignKey));
    let none = sql("insert into rooms (id, name, seats) values ($1, $2, $3)");
    let none = none.bind(id(1)).bind("x").bind(0_i32);
    let none = db.write(&Run(none)).await;
    assert_eq!(none, Err(DbError::Check("rooms_have_seats".into())));
    let careless = db.write(&Careless(id(1))).await;
    assert_eq!(careless, Err(DbError::Unique("rooms.name".into())));
    assert_eq!(count(db, "select count(*) as n from rooms").await, 1);
}

async fn suite(db: &Db) {
    tables(db, SCHEMA).await;
    let tea = id(310);
    db.write(&Run(room(tea, "茶室"))).await.unwrap();
    errors_look_alike(db, tea).await;

    // every kind of value goes in and comes back, and a reader cannot write
    let b = booking(9);
    assert_eq!(db.write(&Book(tea, b.clone())).await.unwrap(), b);
    let write = async |tx: &mut Tx| tx.run(room(id(1), "no")).await;
    assert!(db.read::<_, DbError>(write).await.is_err());
    assert_eq!(count(db, "select count(*) as n from rooms").await, 1);

    // keyset pages and optional filters from one text
    let mut hours = vec![];
    for hour in 20..25 {
        let b = db.write(&Book(tea, booking(hour))).await.unwrap();
        hours.push(b.id);
    }
    let one = db.look(&Page(tea, None, Some(true))).await.unwrap();
    let two = db.look(&Page(tea, one.last(), None)).await.unwrap();
    assert_eq!((one.len(), two.len()), (3, 3));
    assert_eq!(one[0], b);
    assert!(one[2].starts_at < two[0].starts_at);
    let none = db.look(&Page(tea, None, Some(false))).await.unwrap();
    assert!(none.is_empty());

    // lists of any length
    for length in 0..5 {
        let q = sql("select count(*) as n from bookings where paid = $1").bind(true);
        let q = q.push_in(" and id in ", hours[..length].iter().copied());
        let found = db.look(&Count(q)).await.unwrap();
        assert_eq!(found, length as i64);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_text_two_engines() {
    for fresh in all().await {
        // spawn proves that the futures are Send
        let db = fresh.db.clone();
        tokio::spawn(async move { suite(&db).await }).await.unwrap();
        let sum = "select cast(coalesce(sum(seats), 0) as bigint) as n from rooms";
        assert_eq!(count(&fresh.db, sum).await, 8);
        // PostgreSQL has these narrower
        assert_eq!(count(&fresh.db, "select case when true then -7 end as n").await, -7);
        assert_eq!(count(&fresh.db, "select cast(-300 as smallint) as n").await, -300);
        let null = Count(sql("select case when false then 1 end as n"));
        assert!(matches!(fresh.db.look(&null).await, Err(DbError::Driver(_))));
        let text = Count(sql("select 'seven' as n"));
        assert!(matches!(fresh.db.look(&text).await, Err(DbError::Driver(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_statements_of_a_program_can_be_prepared() {
    for fresh in all().await {
        let db = &fresh.db;
        tables(db, SCHEMA).await;
        assert_eq!(STATEMENTS.len(), 2);
        for (place, text) in STATEMENTS {
            let ok = db.check(text).await;
            ok.unwrap_or_else(|e| panic!("{place}: {e}"));
        }
        assert!(db.check("select nothing from nowhere").await.is_err());
    }
}

/// Where there is only one thread, statements run on it.
#[tokio::test]
async fn works_on_a_runtime_of_one_thread() {
    for fresh in all().await {
        tables(&fresh.db, SCHEMA).await;
        fresh.db.write(&Run(room(id(1), "茶室"))).await.unwrap();
        assert_eq!(count(&fresh.db, "select count(*) as n from rooms").await, 1);
        fresh.db.ping().await.unwrap();
    }
}

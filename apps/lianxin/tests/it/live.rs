//! What many look at: one answer for all of them, never older than the question; changes are pushed.
use crate::world::*;
use lianxin_testkit::both;
use lianxin_testkit::tokio::io::{AsyncReadExt, AsyncWriteExt};
use lianxin_testkit::tokio::net::{TcpListener, TcpStream};
use lianxin_testkit::tokio::{self, time::timeout};
use serde_json::json;
use std::time::Duration;

async fn hear(stream: &mut TcpStream, wanted: &str) -> String {
    let mut text = String::new();
    let mut bytes = [0; 4096];
    while !text.contains(wanted) {
        let read = timeout(Duration::from_secs(20), stream.read(&mut bytes)).await;
        let count = read.unwrap_or_else(|_| panic!("never said {wanted}: {text}")).unwrap();
        assert_ne!(count, 0, "ended before {wanted}: {text}");
        text.push_str(&String::from_utf8_lossy(&bytes[..count]));
    }
    text
}

both! { setup: setup();
    async fn who_looks_sees_what_is(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(5)).await;
        let (one, list) = (format!("{API}/sessions/{session}"), format!("{API}/sessions?limit=20"));
        let mut ann = world.resident("13800002071", "安").await;
        for taken in 0..3 {
            for path in [&one, &list] {
                let seen = world.nobody().get(path).await.expect(200);
                let again = world.nobody().get(path).await.expect(200);
                assert_eq!(seen.body, again.body);
                let card = if path == &one { &seen.body } else { &seen.body["items"][0] };
                assert_eq!(card["seats"][0]["taken"], json!(taken));
                assert_eq!(card["mine"], json!(null));
            }
            let page = world.nobody().get(&format!("/activities/{session}")).await.expect(200);
            let page_again = world.nobody().get(&format!("/activities/{session}")).await.expect(200);
            let policy = |a: &Answer| a.headers["content-security-policy"].to_str().unwrap().to_owned();
            assert!(!policy(&page).contains("nonce-") || policy(&page) != policy(&page_again));
            let mut other = world.resident(&format!("1380000208{taken}"), "波").await;
            other.post(&format!("{one}/sign-ups"), wish(0)).await.expect(201);
        }
        ann.post(&format!("{one}/sign-ups"), wish(0)).await.expect(201);
        let mine = ann.get(&one).await.expect(200);
        assert_eq!(mine.body["mine"], "seated", "what is one's own is nobody else's");
        assert_eq!(world.nobody().get(&one).await.expect(200).body["mine"], json!(null));
    }

    async fn places_left_are_pushed(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(5)).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = lianxin::router(t.app.clone());
        let serving = tokio::spawn(lianxin_web::serve(listener, router, std::future::pending()));
        let mut stream = TcpStream::connect(address).await.unwrap();
        let ask = format!("GET /live/sessions/{session} HTTP/1.1\r\nHost: x\r\n\r\n");
        stream.write_all(ask.as_bytes()).await.unwrap();
        let said = hear(&mut stream, "\"free\":5").await;
        assert!(said.contains("text/event-stream") && said.contains("event: seats"), "{said}");
        let mut ann = world.resident("13800002071", "安").await;
        ann.post(&format!("{API}/sessions/{session}/sign-ups"), wish(1)).await.expect(201);
        hear(&mut stream, "\"free\":3").await;
        // What nobody may see is not pushed either.
        let mut stream = TcpStream::connect(address).await.unwrap();
        let ask = "GET /live/sessions/ses_01k00000000000000000000000 HTTP/1.1\r\nHost: x\r\n\r\n";
        stream.write_all(ask.as_bytes()).await.unwrap();
        hear(&mut stream, "HTTP/1.1 404").await;
        serving.abort();
    }
}

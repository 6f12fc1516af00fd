//! Maps of a few points for tests, written as XML and as PBF.
use crate::LonLat;
use std::fmt::Write as _;

type Pairs = Vec<(String, String)>;

#[derive(Clone, Debug, Default)]
pub(super) struct Tiny {
    pub points: Vec<(i64, LonLat, Pairs)>,
    pub ways: Vec<(Vec<i64>, Pairs)>,
}

fn pairs(text: &str) -> Pairs {
    let split = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap();
        (key.to_owned(), value.to_owned())
    };
    text.split_whitespace().map(split).collect()
}

impl Tiny {
    /// A point so many ten-thousandths of a degree from the corner of the map.
    pub fn point(mut self, number: i64, lon: i32, lat: i32, tags: &str) -> Self {
        let at = LonLat { lon: 1_135_000_000 + lon * 1000, lat: 347_000_000 + lat * 1000 };
        self.points.push((number, at, pairs(tags)));
        self
    }

    pub fn way(mut self, points: &[i64], tags: &str) -> Self {
        self.ways.push((points.to_vec(), pairs(tags)));
        self
    }

    pub fn xml(&self) -> String {
        let mut xml = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n".to_owned();
        let tags = |tags: &Pairs| {
            let tag = |(k, v): &(String, String)| format!("<tag k=\"{k}\" v=\"{v}\"/>");
            tags.iter().map(tag).collect::<String>()
        };
        for (number, at, pairs) in &self.points {
            let (lon, lat) = (at.lon_degrees(), at.lat_degrees());
            write!(xml, "<node id=\"{number}\" lat=\"{lat}\" lon=\"{lon}\"").unwrap();
            match pairs.is_empty() {
                true => xml += "/>\n",
                false => writeln!(xml, ">{}</node>", tags(pairs)).unwrap(),
            }
        }
        for (points, pairs) in &self.ways {
            let points: String = points.iter().map(|n| format!("<nd ref='{n}'/>")).collect();
            writeln!(xml, "<way id=\"1\">{points}{}</way>", tags(pairs)).unwrap();
        }
        xml + "</osm>\n"
    }

    /// Points in the dense form or one by one; blobs packed or not.
    pub fn pbf(&self, dense: bool, packed: bool) -> Vec<u8> {
        let head = Message::default().bytes(4, b"OsmSchema-V0.6").bytes(4, b"DenseNodes");
        let mut file = blob("OSMHeader", &head.0, packed);
        let points = if dense { self.dense() } else { self.one_by_one() };
        file.extend(blob("OSMData", &points, packed));
        file.extend(blob("Surprise", b"not looked at", false));
        file.extend(blob("OSMData", &self.packed_ways(), packed));
        file
    }

    fn dense(&self) -> Vec<u8> {
        let mut table = Table::default();
        let (mut numbers, mut lats, mut lons, mut tags) = Default::default();
        let mut last = (0, LonLat::default());
        for (number, at, pairs) in &self.points {
            signed(&mut numbers, number - last.0);
            signed(&mut lats, i64::from(at.lat) - i64::from(last.1.lat));
            signed(&mut lons, i64::from(at.lon) - i64::from(last.1.lon));
            last = (*number, *at);
            for text in pairs.iter().flat_map(|(k, v)| [k, v]) {
                varint(&mut tags, table.place(text));
            }
            varint(&mut tags, 0);
        }
        let nodes = Message::default().bytes(1, &numbers).bytes(8, &lats).bytes(9, &lons);
        table.block(Message::default().bytes(2, &nodes.bytes(10, &tags).0))
    }

    fn one_by_one(&self) -> Vec<u8> {
        let mut table = Table::default();
        let mut group = Message::default();
        let zigzag = |n: i64| (n << 1 ^ n >> 63).cast_unsigned();
        for (number, at, pairs) in &self.points {
            let node = Message::default().number(1, zigzag(*number));
            let node = node.number(8, zigzag(at.lat.into())).number(9, zigzag(at.lon.into()));
            group = group.bytes(1, &table.tags(node, pairs).0);
        }
        table.block(group)
    }

    fn packed_ways(&self) -> Vec<u8> {
        let mut table = Table::default();
        let mut group = Message::default();
        for (points, pairs) in &self.ways {
            let (mut list, mut last) = (vec![], 0);
            for point in points {
                signed(&mut list, point - last);
                last = *point;
            }
            let way = table.tags(Message::default().number(1, 1), pairs);
            group = group.bytes(3, &way.bytes(8, &list).0);
        }
        table.block(group)
    }
}

struct Table(Vec<String>);

impl Default for Table {
    /// The first string ends the tags of a dense point.
    fn default() -> Self {
        Self(vec![String::new()])
    }
}

impl Table {
    fn place(&mut self, text: &str) -> u64 {
        let place = self.0.iter().position(|known| known == text).unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        });
        place as u64
    }

    fn tags(&mut self, message: Message, pairs: &Pairs) -> Message {
        let (mut keys, mut values) = (vec![], vec![]);
        for (key, value) in pairs {
            varint(&mut keys, self.place(key));
            varint(&mut values, self.place(value));
        }
        message.bytes(2, &keys).bytes(3, &values)
    }

    fn block(self, group: Message) -> Vec<u8> {
        let strings = self.0.iter().fold(Message::default(), |m, s| m.bytes(1, s.as_bytes()));
        Message::default().bytes(1, &strings.0).bytes(2, &group.0).0
    }
}

#[derive(Default)]
pub(super) struct Message(pub Vec<u8>);

impl Message {
    pub fn number(mut self, field: u64, number: u64) -> Self {
        varint(&mut self.0, field << 3);
        varint(&mut self.0, number);
        self
    }

    pub fn bytes(mut self, field: u64, bytes: &[u8]) -> Self {
        varint(&mut self.0, field << 3 | 2);
        varint(&mut self.0, bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }
}

pub(super) fn blob(kind: &str, bytes: &[u8], packed: bool) -> Vec<u8> {
    let blob = match packed {
        false => Message::default().bytes(1, bytes),
        true => {
            let mut zlib = flate2::read::ZlibEncoder::new(bytes, flate2::Compression::fast());
            let mut small = vec![];
            std::io::Read::read_to_end(&mut zlib, &mut small).unwrap();
            Message::default().number(2, bytes.len() as u64).bytes(3, &small)
        }
    };
    let head = Message::default().bytes(1, kind.as_bytes()).number(3, blob.0.len() as u64);
    let mut out = u32::try_from(head.0.len()).unwrap().to_be_bytes().to_vec();
    out.extend(head.0);
    out.extend(blob.0);
    out
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn signed(out: &mut Vec<u8>, number: i64) {
    varint(out, (number << 1 ^ number >> 63).cast_unsigned());
}

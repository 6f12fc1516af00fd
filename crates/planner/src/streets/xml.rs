//! OpenStreetMap's XML (`.osm`), as Overpass, JOSM and the main site write it; read as it comes.
use super::barriers::barrier;
use super::network::Network;
use super::tags::{Key, Tags, way};
use super::{Barrier, Limits, Read, Reason};
use crate::{Error, LonLat, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// What is wrong is told with the place it was found at.
type Parsed = std::result::Result<(), String>;

/// `osm`, an element, its tags; anything much deeper is no map.
const DEPTH: usize = 16;

#[derive(Default)]
struct Found {
    network: Network,
    tags: Tags,
    open: Open,
    depth: usize,
}

/// The element whose tags are being read.
#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    Point(i64),
    /// How many points it has so far.
    Way(u32),
}

pub(super) fn read(source: impl BufRead, limits: &Limits) -> Result<Read> {
    let mut reader = Reader::from_reader(source);
    let mut found = Found::default();
    let mut buffer = vec![];
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| e.to_string());
        let step = event.and_then(|event| match event {
            Event::Start(element) => found.start(&element).map(|()| true),
            Event::Empty(element) => found.start(&element).map(|()| found.end()).map(|()| true),
            Event::End(_) => {
                found.end();
                Ok(true)
            }
            Event::Eof if found.depth > 0 => Err("the file is cut short; fetch it again".into()),
            Event::Eof => Ok(false),
            _ => Ok(true),
        });
        match step {
            Ok(true) => {}
            Ok(false) => return found.network.finish(),
            Err(why) => {
                let at = format!("byte {}", reader.buffer_position());
                return Err(Error::data("OpenStreetMap XML", at, why));
            }
        }
        if found.network.size() > limits.points {
            let why = format!("more than the {} allowed; cut the map", limits.points);
            return Err(Error::value("points", why));
        }
    }
}

impl Found {
    fn start(&mut self, element: &BytesStart<'_>) -> Parsed {
        self.depth += 1;
        let name = element.name();
        let name: &str = name.as_ref();
        match self.depth {
            1 if name != "osm" => Err(format!("it is a file of <{name}>, not of <osm>")),
            2 => match name {
                "node" => self.point(element),
                "way" => self.way(element),
                _ => Ok(()),
            },
            3 => match (name, &mut self.open) {
                ("tag", Open::Point(_) | Open::Way(_)) => self.tag(element),
                ("nd", Open::Way(count)) => {
                    *count = count.checked_add(1).ok_or("a way has too many points")?;
                    let mut stop = None;
                    attributes(element, |key, value| {
                        if key == "ref" {
                            stop = value.parse().ok();
                        }
                    })?;
                    self.network.stops.push(stop.ok_or("a way names a point without a number")?);
                    Ok(())
                }
                _ => Ok(()),
            },
            depth if depth > DEPTH => Err(format!("elements are more than {DEPTH} deep")),
            _ => Ok(()),
        }
    }

    fn point(&mut self, element: &BytesStart<'_>) -> Parsed {
        let (mut number, mut lon, mut lat, mut gone) = (None, None, None, false);
        attributes(element, |key, value| match key {
            "id" => number = value.parse::<i64>().ok(),
            "lon" => lon = value.parse::<f64>().ok(),
            "lat" => lat = value.parse::<f64>().ok(),
            "visible" => gone |= value == "false",
            "action" => gone |= value == "delete",
            _ => {}
        })?;
        let number = number.ok_or("a node has no number")?;
        // Without a position it was deleted.
        let (Some(lon), Some(lat), false) = (lon, lat, gone) else { return Ok(()) };
        match LonLat::degrees(lon, lat) {
            Ok(at) => self.network.points.push((number, at)),
            Err(_) => self.network.remarks.note(Reason::PointsOffEarth),
        }
        self.open = Open::Point(number);
        Ok(())
    }

    fn way(&mut self, element: &BytesStart<'_>) -> Parsed {
        let mut gone = false;
        attributes(element, |key, value| match key {
            "visible" => gone |= value == "false",
            "action" => gone |= value == "delete",
            _ => {}
        })?;
        if !gone {
            self.open = Open::Way(0);
        }
        Ok(())
    }

    fn tag(&mut self, element: &BytesStart<'_>) -> Parsed {
        let mut known = None;
        let mut text = String::new();
        attributes(element, |key, value| match key {
            "k" => known = Key::named(value.as_bytes()),
            "v" => text.push_str(value),
            _ => {}
        })?;
        if let Some(key) = known {
            self.tags.set(key, text.as_bytes());
        }
        Ok(())
    }

    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth != 1 {
            return;
        }
        match std::mem::take(&mut self.open) {
            Open::Nothing => {}
            Open::Point(number) => {
                let stands = barrier(&self.tags);
                if stands != Barrier::None {
                    self.network.barriers.push((number, stands));
                }
            }
            Open::Way(count) => match way(&self.tags) {
                Some(Ok(kind)) => self.network.ways.push((kind, count)),
                left => {
                    let stops = &mut self.network.stops;
                    stops.truncate(stops.len().saturating_sub(count as usize));
                    if let Some(Err(reason)) = left {
                        self.network.remarks.note(reason);
                    }
                }
            },
        }
        self.tags.clear();
    }
}

/// Each attribute. No value we look at has a character that is written in another way.
fn attributes(element: &BytesStart<'_>, mut each: impl FnMut(&str, &str)) -> Parsed {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|e| e.to_string())?;
        each(attribute.key.as_ref(), &attribute.value);
    }
    Ok(())
}

#[cfg(test)]
mod tests;

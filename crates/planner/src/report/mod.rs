//! Answers to look at: GeoJSON, CSV and a page.

"""The same questions, asked of the best open peers. Reads what `lianxin-bench-planner export` wrote, writes peers.json.

Costs are CPU seconds of this process (user and system, all threads), so that other work on the machine does not count.
A peer that is not installed is named and left out.
"""
import importlib
import json
import sys
import time
from pathlib import Path

import numpy as np

INPUT = Path(sys.argv[1])
ONLY = set(sys.argv[2].split(",")) if len(sys.argv) > 2 else None
META = json.loads((INPUT / "meta.json").read_text())
LIMIT_MM = META["limit_mm"]


def array(name, kind):
    return np.fromfile(INPUT / f"{name}.bin", dtype=kind)


class Clock:
    """CPU seconds of a block."""

    def __enter__(self):
        self.began = time.process_time()
        return self

    def __exit__(self, *_):
        self.seconds = time.process_time() - self.began


NODES = array("nodes", "<f8").reshape(-1, 2)
EDGES = array("edges", "<u4").reshape(-1, 3)
SOURCES = array("sources", "<u4").astype(np.int64)
ORIGINS = array("origins", "<u4").astype(np.int64)
HOMES = array("homes", "<u4").reshape(-1, 2)
PEOPLE = np.zeros(len(NODES), dtype=np.int64)
np.add.at(PEOPLE, HOMES[:, 0], HOMES[:, 1])
#: What we answered, to hold the peers' answers against.
OURS = {
    "around": array("our_around", "<u8").astype(np.int64),
    "origins": array("our_origins", "<u4").astype(np.int64),
    "nearest": array("our_nearest", "<u4"),
}


def differing(theirs, ours):
    return int(np.count_nonzero(np.asarray(theirs) != ours))


def scipy():
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    out = {}
    with Clock() as clock:
        # Of parallel edges the shortest counts; a zero would mean "no edge".
        order = np.lexsort((EDGES[:, 2], EDGES[:, 1], EDGES[:, 0]))
        edges = EDGES[order]
        first = np.ones(len(edges), dtype=bool)
        first[1:] = np.any(edges[1:, :2] != edges[:-1, :2], axis=1)
        edges = edges[first]
        weights = np.maximum(edges[:, 2], 1e-9)
        graph = csr_matrix((weights, (edges[:, 0], edges[:, 1])), shape=(len(NODES), len(NODES)))
    out["prepare"] = clock.seconds
    with Clock() as clock:
        near = dijkstra(graph, directed=False, indices=SOURCES, min_only=True, limit=LIMIT_MM)
    out["nearest"] = clock.seconds
    whole = np.where(np.isinf(near), float(2**32 - 1), np.round(near)).astype(np.uint32)
    out["nearest_differs"] = differing(whole, OURS["nearest"])

    def rows(starts):
        for block in np.array_split(starts, max(1, len(starts) // 50)):
            yield from dijkstra(graph, directed=False, indices=block, limit=LIMIT_MM + 0.5)

    with Clock() as clock:
        around = [int(PEOPLE[np.isfinite(row)].sum()) for row in rows(SOURCES)]
    out["around"] = clock.seconds
    out["around_differs"] = differing(around, OURS["around"])
    with Clock() as clock:
        reached = [int(np.isfinite(row).sum()) for row in rows(ORIGINS)]
    out["origins"] = clock.seconds
    out["origins_differs"] = differing(reached, OURS["origins"])
    return out


def pandana():
    import pandana as pdna
    import pandas as pd

    out = {}
    limit = LIMIT_MM / 1000
    with Clock() as clock:
        x, y = pd.Series(NODES[:, 0]), pd.Series(NODES[:, 1])
        lengths = pd.DataFrame({"meters": EDGES[:, 2] / 1000})
        net = pdna.Network(x, y, pd.Series(EDGES[:, 0].astype(np.int64)), pd.Series(EDGES[:, 1].astype(np.int64)), lengths)
    out["prepare"] = clock.seconds
    with Clock() as clock:
        net.set_pois("centers", limit, 1, pd.Series(NODES[SOURCES, 0]), pd.Series(NODES[SOURCES, 1]))
        net.nearest_pois(limit, "centers", num_pois=1)
    out["nearest"] = clock.seconds
    with Clock() as clock:
        found = net.nodes_in_range([int(n) for n in ORIGINS], limit)
    out["origins"] = clock.seconds
    found = found[found.iloc[:, -1] <= limit]
    counted = found.groupby("source").size().reindex(ORIGINS).fillna(0).to_numpy()
    out["origins_differs"] = differing(counted, OURS["origins"])
    with Clock() as clock:
        net.set(pd.Series(HOMES[:, 0].astype(np.int64)), variable=pd.Series(HOMES[:, 1].astype(float)), name="people")
        surface = net.aggregate(limit, type="sum", decay="flat", name="people")
    out["surface"] = clock.seconds
    out["around_differs"] = differing(np.round(surface.loc[SOURCES]).astype(np.int64), OURS["around"])
    return out


def write_pbf(path):
    import osmium

    path.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(path))
    for n, (lon, lat) in enumerate(NODES):
        writer.add_node(osmium.osm.mutable.Node(id=n + 1, location=(lon, lat), version=1))
    for n, (a, b, _) in enumerate(EDGES):
        way = osmium.osm.mutable.Way(id=n + 1, nodes=[int(a) + 1, int(b) + 1], tags={"highway": "footway"}, version=1)
        writer.add_way(way)
    writer.close()


def valhalla():
    import resource
    import subprocess

    import valhalla as peer
    from valhalla.config import get_config

    out = {}
    folder = INPUT / "valhalla"
    (folder / "tiles").mkdir(parents=True, exist_ok=True)
    network = folder / "network.osm.pbf"
    write_pbf(network)
    extract = folder / "tiles.tar"
    extract.touch()
    config = get_config(tile_extract=str(extract), tile_dir=str(folder / "tiles"), verbose=False)
    config["mjolnir"].pop("tile_extract", None)
    config["service_limits"]["isochrone"]["max_locations"] = 1
    (folder / "config.json").write_text(json.dumps(config))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    build = Path(peer.__file__).parent / "bin" / "valhalla_build_tiles"
    subprocess.run([build, "-c", folder / "config.json", network], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    out["prepare"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    actor = peer.Actor(config)
    speed = META["speed_mm_a_minute"] * 60 / 1e6
    polygons = []
    with Clock() as clock:
        for n in SOURCES:
            asked = {
                "locations": [{"lon": NODES[n, 0], "lat": NODES[n, 1]}],
                "costing": "pedestrian",
                "costing_options": {"pedestrian": {"walking_speed": speed}},
                "contours": [{"time": META["minutes"]}],
                "polygons": True,
            }
            polygons.append(actor.isochrone(asked))
    out["around"] = clock.seconds
    from shapely import STRtree, points
    from shapely.geometry import shape

    with Clock() as clock:
        tree = STRtree(points(NODES[HOMES[:, 0]]))
        counted = [int(HOMES[tree.query(shape(p["features"][0]["geometry"]), predicate="contains"), 1].sum()) for p in polygons]
    out["around_counting"] = clock.seconds
    ours = np.maximum(OURS["around"], 1)
    out["around_off_percent"] = float(np.mean(np.abs(np.array(counted) - OURS["around"]) / ours) * 100)
    return out


def spopt():
    """Builds the model for a part of the homes; what it costs grows with homes times candidates."""
    import pulp
    from spopt.locate import MCLP

    cover = np.fromfile(INPUT / "cover_pairs.bin", dtype="<u4").reshape(-1, 2)
    weights = array("cover_weights", "<u4")
    part = min(len(weights), META["spopt_homes"])
    costs = np.full((part, META["cover_candidates"]), 10.0)
    inside = cover[cover[:, 1] < part]
    costs[inside[:, 1], inside[:, 0]] = 1.0
    out = {"homes": part}
    with Clock() as clock:
        model = MCLP.from_cost_matrix(costs, weights[:part].astype(float), 5.0, p_facilities=20)
    out["cover_model"] = clock.seconds
    with Clock() as clock:
        model.solve(pulp.HiGHS(msg=False))
    out["cover_solve"] = clock.seconds
    out["cover_model_whole"] = out["cover_model"] * len(weights) / part
    return out


def main():
    kept = INPUT / "peers.json"
    answers = json.loads(kept.read_text()) if ONLY and kept.exists() else {}
    for name, package, ask in [
        ("scipy", "scipy", scipy),
        ("pandana", "pandana", pandana),
        ("valhalla", "valhalla", valhalla),
        ("spopt", "spopt", spopt),
    ]:
        if ONLY and name not in ONLY:
            continue
        try:
            importlib.import_module(package)
        except ImportError as missing:
            answers[name] = {"skipped": str(missing)}
            continue
        try:
            answers[name] = ask()
        except Exception as failed:  # noqa: BLE001 one peer's failure must not hide the others
            answers[name] = {"skipped": f"failed: {failed!r}"[:300]}
        print(name, json.dumps(answers[name]), file=sys.stderr)
    kept.write_text(json.dumps(answers, indent=2))


main()

"""The gaps between columns: where relations turn, and how wide a gap must be."""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray

_STEM = 7.0  # straight run between a column and the first arc
_ARC_PITCH = 4.0
_TRACK_PITCH = 3.5
_MOST_SPREAD = 56.0
_LEAST_TURN, _MOST_TURN = 26.0, 46.0
_LEVEL = 0.5  # points; a smaller step needs no separate track


@dataclass(frozen=True)
class Gap:
    """One gap: reach of each arc and start of each link's turn, from the edge of the column."""

    width: float
    turn: float
    reach: FloatArray
    begin: FloatArray


def plan_gap(
    tail: IntArray, start: FloatArray, end: FloatArray, top: FloatArray, bottom: FloatArray
) -> Gap:
    """Plan one gap with links from height `start` to `end` and arcs from `top` to `bottom`.

    All turns of a gap have the same width and differ only by a shift. Of two turns in the same
    direction that would touch, the outer one is shifted farther, so links whose order does not
    change never cross. Links from one paper share a track and look like one stem with branches.
    """
    levels = _nesting(top, bottom)
    arcs = _STEM + _ARC_PITCH * (int(levels.max()) + 1) + 2.0 if len(levels) else 0.0
    reach = np.asarray(_STEM + _ARC_PITCH * levels, dtype=np.float64)
    if not len(tail):
        return Gap(arcs, 0.0, reach, np.empty(0))
    track = np.maximum(_tracks(tail, start, end), _tracks(tail, -start, -end))
    tracks = int(track.max()) + 1
    spread = min(_TRACK_PITCH * (tracks - 1), _MOST_SPREAD)
    steepest = float(np.abs(end - start).max())
    turn = min(max(_LEAST_TURN, 0.12 * steepest), _MOST_TURN)
    begin = arcs + spread * track / max(tracks - 1, 1)
    return Gap(arcs + turn + spread, turn, reach, begin)


def _nesting(top: FloatArray, bottom: FloatArray) -> IntArray:
    """Return a level for each arc: longer arcs pass outside the shorter ones they overlap."""
    level = np.zeros(len(top), dtype=np.int64)
    done: list[int] = []
    for arc in np.lexsort((top, bottom - top)).tolist():
        met = [level[i] for i in done if top[i] < bottom[arc] and bottom[i] > top[arc]]
        level[arc] = max(met) + 1 if met else 0
        done.append(arc)
    return level


def _tracks(tail: IntArray, start: FloatArray, end: FloatArray) -> IntArray:
    """Return the track of each link that goes down, and 0 for the others.

    Stems are processed from the lowest upwards: the lower one turns first and leaves room for the
    upper.
    """
    track = np.zeros(len(tail), dtype=np.int64)
    down = np.flatnonzero(end - start > _LEVEL)
    if not len(down):
        return track
    stems, member = np.unique(tail[down], return_inverse=True)
    top = np.full(len(stems), np.inf)
    bottom = np.full(len(stems), -np.inf)
    np.minimum.at(top, member, start[down])
    np.maximum.at(bottom, member, end[down])
    level = np.zeros(len(stems), dtype=np.int64)
    done = np.zeros(len(stems), dtype=bool)
    for stem in np.lexsort((stems, -top)):
        met = done & (bottom > top[stem]) & (top < bottom[stem])
        level[stem] = level[met].max() + 1 if met.any() else 0
        done[stem] = True
    track[down] = level[member]
    return track

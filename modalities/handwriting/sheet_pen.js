// What a stroke means that is no writing.

function reversals(values) {
  const leg = 0.35 * (Math.max(...values) - Math.min(...values));
  if (leg <= 0) return 0;
  let count = 0;
  let direction = 0;
  let extreme = values[0];
  for (const value of values) {
    if (direction >= 0 && value > extreme) extreme = value;
    else if (direction <= 0 && value < extreme) extreme = value;
    if (direction >= 0 && extreme - value > leg) {
      count += direction > 0;
      direction = -1;
      extreme = value;
    } else if (direction <= 0 && value - extreme > leg) {
      count += direction < 0;
      direction = 1;
      extreme = value;
    }
  }
  return count;
}

// The strokes that a zigzag covers; none for what is writing.
function scratchedOut(model, points) {
  if (points.length < 8) return [];
  const zigzag = Math.max(reversals(points.map(([x]) => x)), reversals(points.map(([, y]) => y)));
  if (zigzag < 3) return [];
  const [left, top, right, bottom] = boxOf(points);
  const inside = ([x, y]) => x >= left - 4 && x <= right + 4 && y >= top - 8 && y <= bottom + 8;
  return visible(model).filter((id) => {
    const { points: own } = model.strokes.get(id);
    return own.filter(inside).length >= 0.6 * own.length;
  });
}

function isOver(group, box) {
  const width = Math.min(group[2], box[2]) - Math.max(group[0], box[0]);
  const height = Math.min(group[3], box[3]) - Math.max(group[1], box[1]);
  return width >= 0.6 * (box[2] - box[0]) && height >= 0.5 * (box[3] - box[1]);
}

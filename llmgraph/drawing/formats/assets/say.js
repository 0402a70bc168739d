// A message as `Message.text` writes it in Python: of the rows .one and .many `count` chooses,
// which may be a text.
export function written(words, id, values, lang) {
  const row = words[id] ?? words[id + (String(values.count) === "1" ? ".one" : ".many")];
  return row[lang].replace(/\{(\w+)\}/g, (_, place) => values[place]);
}

// The rules for the scripts of the pages, and for the one that opens them in Firefox: npm run check

import js from "@eslint/js";
import globals from "globals";

const rules = {
  ...js.configs.recommended.rules,
  complexity: ["error", 15],
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "max-len": ["error", 120],
  "max-lines-per-function": ["error", 50],
  "no-var": "error",
  "one-var": ["error", "never"],
  "prefer-const": "error",
};

export default [
  {
    files: ["llmgraph/drawing/formats/assets/*.js"],
    languageOptions: { globals: { ...globals.browser, content: "readonly", vis: "readonly" } },
    rules,
  },
  {
    files: ["llmgraph/drawing/formats/assets/open.js"],
    languageOptions: { sourceType: "script", globals: { content: "off" } },
    // The script that follows uses `content`.
    rules: { "no-unused-vars": "off" },
  },
  {
    files: ["tests/drawing/formats/firefox.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules,
  },
];

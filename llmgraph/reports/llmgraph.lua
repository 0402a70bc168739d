-- The pandoc and Quarto filter: replaces a code block of class "llmgraph" by an answer of the graph.
--
--     ```{.llmgraph}
--     descendants Transformer --depth 2 as table
--     ```
--
-- In the front matter of a Quarto document: "filters: [llmgraph.lua]"; for pandoc:
-- "--lua-filter llmgraph.lua". It runs the command "llmgraph", or the one in the environment
-- variable LLMGRAPH, directly with arguments and without a shell.

local command = os.getenv("LLMGRAPH") or "llmgraph"

-- Fill one placeholder, as the command does for a Markdown report.
local function answer(order)
  local report = "<!-- llmgraph: " .. order .. " -->\n<!-- /llmgraph -->\n"
  local done, filled = pcall(pandoc.pipe, command, { "embed", "-" }, report)
  if not done then
    -- The command has printed the reason to standard error.
    error("llmgraph cannot answer: " .. order, 0)
  end
  return filled
end

-- Convert an HTML image to a pandoc image, which works in every output format.
local function picture(raw)
  local alt, source = raw:match('^<img alt="([^"]*)" src="(data:[^"]*)"')
  if not source then
    return nil
  end
  local named = pandoc.read("<p>" .. alt .. "</p>", "html").blocks[1].content
  return pandoc.Para({ pandoc.Image(named, source) })
end

-- Markup that Mermaid's script reads; formats without scripts keep the source.
local function chart(code)
  if not FORMAT:match("html") and FORMAT ~= "revealjs" then
    return pandoc.CodeBlock(code)
  end
  local text = code:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;")
  return pandoc.RawBlock("html", '<pre class="mermaid">' .. text .. "</pre>")
end

local function parsed(filled)
  local blocks = pandoc.List()
  for _, block in ipairs(pandoc.read(filled, "gfm").blocks) do
    if block.t == "RawBlock" then
      blocks:insert(picture(block.text)) -- the marks themselves are none
    elseif block.t == "CodeBlock" then
      blocks:insert(chart(block.text))
    else
      blocks:insert(block)
    end
  end
  return blocks
end

function CodeBlock(block)
  if not block.classes:includes("llmgraph") then
    return nil
  end
  local order = block.text:gsub("%s+", " ")
  if order:find("-->", 1, true) then
    error("llmgraph cannot answer, there is --> in: " .. order, 0)
  end
  return parsed(answer(order))
end

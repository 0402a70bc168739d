-- The pandoc and Quarto filter: replaces a code block of class "llmgraph" by an answer of the graph,
-- and inline code of this class by a value.
--
--     ```{.llmgraph #fig:llava caption="What LLaVA stands on" width=80%}
--     ancestors LLaVA --depth 1 as svg
--     ```
--
--     LoRA has `count descendants LoRA`{.llmgraph} descendants.
--
-- In the front matter of a Quarto document: "filters: [llmgraph.lua]"; for pandoc:
-- "--lua-filter llmgraph.lua". It runs the command "llmgraph", or the one in the environment
-- variable LLMGRAPH, directly with arguments and without a shell. Paths of tables are relative to
-- the folder of the document.

local command = os.getenv("LLMGRAPH") or "llmgraph"

-- The format of pictures that a writer takes; all others take SVG.
local pictures = {
  latex = "pdf", beamer = "pdf", context = "pdf",
  docx = "png", pptx = "png", odt = "png", rtf = "png",
}
-- Writers that keep the source of a Mermaid chart, for another program to draw.
local texts = { markdown = true, gfm = true, commonmark = true, commonmark_x = true }

local function folder()
  local input = PANDOC_STATE.input_files[1]
  return input and input ~= "-" and pandoc.path.directory(input) or "."
end

-- Stop pandoc with one line; an error would print the places in this file.
local function stop(reason)
  io.stderr:write("llmgraph cannot answer" .. reason .. "\n")
  os.exit(83)
end

-- Fill the placeholders of a report, as the command does for Markdown.
local function fill(report, order)
  if order:find("-->", 1, true) then
    stop(", there is --> in: " .. order)
  end
  local arguments = { "embed", "-", "--folder", folder() }
  local done, filled = pcall(pandoc.pipe, command, arguments, report)
  if not done then
    -- The command has printed the reason to standard error.
    stop(": " .. order)
  end
  return filled
end

-- The order with the picture that the writer takes, in place of a Mermaid chart or an SVG. Under a
-- caption it needs no title.
local function drawn(order, caption)
  if texts[FORMAT] then
    return order
  end
  local title = caption and not order:find("--title", 1, true) and " --title ''" or ""
  local form = title .. " as " .. (pictures[FORMAT] or "svg")
  return (order:gsub("%s+as%s+mermaid$", form):gsub("%s+as%s+svg$", form))
end

-- LaTeX source that is written to a file has its pictures beside it.
local function write_beside(name, contents)
  local output = PANDOC_STATE.output_file
  if output and output:match("%.tex$") then
    local path = pandoc.path.join({ pandoc.path.directory(output), name })
    local file = assert(io.open(path, "wb"))
    file:write(contents)
    file:close()
  end
end

-- An HTML image as one that the writer takes: HTML keeps its data, other writers get a file.
local function picture(raw, attributes)
  local alt, source = raw:match('^<img alt="([^"]*)" src="(data:[^"]*)"')
  if not source then
    return nil
  end
  local named = pandoc.read("<p>" .. alt .. "</p>", "html").blocks[1].content
  if attributes.alt then
    named = pandoc.Inlines(attributes.alt)
  end
  if not FORMAT:match("^html") and FORMAT ~= "revealjs" then
    local kind, contents = pandoc.mediabag.fetch(source)
    local endings = { ["image/png"] = ".png", ["application/pdf"] = ".pdf" }
    local name = pandoc.utils.sha1(contents):sub(1, 12) .. (endings[kind] or ".svg")
    source = "llmgraph-" .. name
    pandoc.mediabag.insert(source, kind, contents)
    write_beside(source, contents)
  end
  local image = pandoc.Image(named, source)
  image.attributes.width = attributes.width
  image.attributes.height = attributes.height
  return image
end

-- A figure of the host, where the block has a caption or an identifier.
local function figure(image, block)
  local caption = block.attributes.caption
  if not caption and block.identifier == "" then
    return pandoc.Para({ image })
  end
  local told = caption and pandoc.read(caption, "markdown").blocks or { pandoc.Plain(image.caption) }
  return pandoc.Figure({ pandoc.Plain({ image }) }, { long = told }, block.identifier)
end

-- A table with the caption and the identifier of its block.
local function named(grid, block)
  if block.attributes.caption then
    grid.caption = { long = pandoc.read(block.attributes.caption, "markdown").blocks }
  end
  grid.identifier = block.identifier
  return grid
end

local function parsed(filled, block)
  local blocks = pandoc.List()
  for _, one in ipairs(pandoc.read(filled, "gfm").blocks) do
    if one.t == "RawBlock" then
      local image = picture(one.text, block.attributes)
      if image then -- the marks themselves are none
        blocks:insert(figure(image, block))
      end
    else
      blocks:insert(one.t == "Table" and named(one, block) or one)
    end
  end
  -- The caption of a table takes the place of its heading.
  local first = blocks[1]
  if block.attributes.caption and first.t == "Para" and first.content[1].t == "Strong" then
    blocks:remove(1)
  end
  return blocks
end

-- Quarto's options stand at the start of a block, as in "#| label: fig-llava".
local function with_options(block)
  local names = { ["fig-cap"] = "caption", ["tbl-cap"] = "caption", ["fig-alt"] = "alt" }
  local lines = {}
  for line in (block.text .. "\n"):gmatch("(.-)\n") do
    local name, value = line:match("^#|%s*([%w-]+):%s*(.-)%s*$")
    if name == "label" then
      block.identifier = value
    elseif name then
      local attribute = names[name] or name:gsub("^out%-", "")
      block.attributes[attribute] = value:gsub('^"(.*)"$', "%1")
    else
      lines[#lines + 1] = line
    end
  end
  block.text = table.concat(lines, " ")
  return block
end

function CodeBlock(block)
  if not block.classes:includes("llmgraph") then
    return nil
  end
  block = with_options(block)
  local text = block.text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  local order = drawn(text, block.attributes.caption)
  return parsed(fill("<!-- llmgraph: " .. order .. " -->\n<!-- /llmgraph -->\n", order), block)
end

function Code(code)
  if not code.classes:includes("llmgraph") then
    return nil
  end
  local filled = fill("x <!-- llmgraph: " .. code.text .. " --><!-- /llmgraph -->\n", code.text)
  local value = filled:match("^x <!%-%- llmgraph: .- %-%->(.*)<!%-%- /llmgraph %-%->%s*$")
  return pandoc.read(value, "markdown").blocks[1].content
end

-- Opens a unit with the settings that docs/editor.md gives, edits it, and asks for what
-- an editor asks for. It prints a line for each thing it has seen, and ends with 1 when
-- one did not come.

local function fail(what)
  io.stdout:write("MISSING " .. what .. "\n" .. vim.inspect(vim.diagnostic.get(0)) .. "\n")
  vim.cmd("cquit 1")
end

local function seen(what, is)
  if not vim.wait(20000, function() return is() end, 20) then
    fail(what)
  end
  io.stdout:write(what .. "\n")
end

local function codes()
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, tostring(d.code or d.user_data.lsp.code) .. "@" .. d.lnum .. ":" .. d.col)
  end
  return table.concat(found, " ")
end

local function ask(method, line, character, more)
  local params = vim.tbl_extend("force", {
    textDocument = { uri = vim.uri_from_bufnr(0) },
    position = { line = line, character = character },
  }, more or {})
  local answers, err = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do
    if answer.result then
      return answer.result
    end
    err = answer.error
  end
  fail(method .. " " .. vim.inspect(err))
end

vim.cmd("edit agentbox.hcl")

seen("an error when the unit is opened", function() return codes() == "AB3001@7:12" end)

vim.api.nvim_buf_set_text(0, 7, 18, 7, 22, { "base" })
seen("none when it is mended", function() return codes() == "" end)

vim.api.nvim_buf_set_lines(0, 0, 0, false, { "# 😀 é", "nonsense {}" })
seen("another one below characters that are two units long", function() return codes() == "AB2001@1:0" end)
vim.api.nvim_buf_set_lines(0, 0, 2, false, {})
seen("none when that is gone", function() return codes() == "" end)

local hover = ask("textDocument/hover", 7, 20)
seen("the documentation of a layer", function() return vim.inspect(hover):find("layer") ~= nil end)

local at = ask("textDocument/definition", 7, 20)
at = vim.tbl_islist(at) and at[1] or at
seen("where it is declared", function() return (at.range or at.targetSelectionRange).start.line == 2 end)

vim.api.nvim_buf_set_text(0, 7, 18, 7, 22, { "" })
local list = ask("textDocument/completion", 7, 18)
seen("what can stand in its place", function() return vim.inspect(list):find("base") ~= nil end)
vim.api.nvim_buf_set_text(0, 7, 18, 7, 18, { "base" })

local edit = ask("textDocument/rename", 2, 8, { newName = "ground" })
vim.lsp.util.apply_workspace_edit(edit, "utf-16")
seen("its new name in both places", function()
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  return text:find('layer "ground"', 1, true) and text:find("layer.ground", 1, true)
end)

vim.api.nvim_buf_set_lines(0, 0, 1, false, { 'platform     "x86_64-linux"   {}' })
local edits = ask("textDocument/formatting", 0, 0, { options = { tabSize = 2, insertSpaces = true } })
vim.lsp.util.apply_text_edits(edits, 0, "utf-16")
seen("the canonical layout", function()
  return vim.api.nvim_buf_get_lines(0, 0, 1, false)[1] == 'platform "x86_64-linux" {}'
end)

for _, client in pairs(vim.lsp.get_active_clients()) do
  client.stop()
end
seen("the end of the server", function() return #vim.lsp.get_active_clients() == 0 end)
vim.cmd("qall!")

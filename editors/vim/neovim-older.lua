-- For Neovim 0.7 to 0.10, which have no vim.lsp.enable.
vim.g.do_filetype_lua = 1 -- 0.7 does not read ftdetect/agentbox.lua without

local clients = {} -- one for each root

local function root(file)
  local dir = vim.fn.fnamemodify(file, ":p:h")
  local mark = vim.fn.findfile("agentbox.work.hcl", dir .. ";")
  if mark == "" then
    mark = vim.fn.finddir(".git", dir .. ";")
  end
  return mark == "" and dir or vim.fn.fnamemodify(vim.fn.fnamemodify(mark, ":p"):gsub("/$", ""), ":h")
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = "agentbox",
  callback = function(event)
    local dir = root(vim.api.nvim_buf_get_name(event.buf))
    if not clients[dir] or vim.lsp.client_is_stopped(clients[dir]) then
      clients[dir] = vim.lsp.start_client({
        name = "agentbox",
        cmd = { "agentboxc", "lsp" },
        root_dir = dir,
      })
    end
    vim.lsp.buf_attach_client(event.buf, clients[dir])
  end,
})

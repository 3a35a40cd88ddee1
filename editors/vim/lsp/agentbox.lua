-- For vim.lsp.enable("agentbox"), from Neovim 0.11 on.
---@type vim.lsp.Config
return {
  cmd = { "agentboxc", "lsp" },
  filetypes = { "agentbox" },
  root_markers = { "agentbox.work.hcl", ".git", "agentbox.hcl" },
}

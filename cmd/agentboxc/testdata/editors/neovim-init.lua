-- What docs/editor.md has people write in init.lua.
vim.opt.runtimepath:prepend(vim.env.CHECKOUT .. "/editors/vim")
if vim.lsp.enable then
  vim.lsp.enable("agentbox")
else
  dofile(vim.env.CHECKOUT .. "/editors/vim/neovim-older.lua")
end

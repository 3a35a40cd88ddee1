" Neovim reads agentbox.lua instead.
if !has('nvim')
  autocmd BufNewFile,BufRead agentbox.hcl,agentbox.work.hcl,*.agentbox.hcl,*.agentboxtest.hcl,*.agentboxvars
        \ set filetype=agentbox
endif

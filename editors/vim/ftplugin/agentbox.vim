setlocal commentstring=#\ %s comments=:#,://
setlocal expandtab shiftwidth=2 tabstop=2
setlocal iskeyword+=-
setlocal formatoptions-=t

" Fixers for ALE, if it is there and ale.vim has been read.
let b:ale_fixers = ['agentboxc']

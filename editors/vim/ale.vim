" For ALE: https://github.com/dense-analysis/ale
function! AgentboxRoot(buffer) abort
  for l:mark in ['agentbox.work.hcl', '.git']
    let l:found = ale#path#FindNearestFile(a:buffer, l:mark)
    if empty(l:found)
      let l:found = ale#path#FindNearestDirectory(a:buffer, l:mark)
    endif
    if !empty(l:found)
      return fnamemodify(substitute(l:found, '/$', '', ''), ':h')
    endif
  endfor
  return expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('agentbox', {
      \ 'name': 'agentboxc',
      \ 'lsp': 'stdio',
      \ 'executable': 'agentboxc',
      \ 'command': '%e lsp',
      \ 'project_root': function('AgentboxRoot'),
      \ })

" Formatting is of the text as it is, so that it need not be saved.
function! AgentboxFormat(buffer) abort
  return {'command': 'agentboxc fmt -'}
endfunction
call ale#fix#registry#Add('agentboxc', 'AgentboxFormat', ['agentbox'], 'agentboxc fmt')

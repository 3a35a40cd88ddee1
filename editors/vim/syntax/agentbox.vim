" Structure alone: what names mean, the server knows.
if exists('b:current_syntax')
  finish
endif

syntax match agentboxBlock /^\s*\zs\k\+\ze\%(\s\+\%("[^"]*"\|\k\+\)\)*\s*{/ nextgroup=agentboxLabel skipwhite
syntax match agentboxLabel /\%("[^"]*"\|\k\+\)\ze[^{]*{/ contained nextgroup=agentboxLabel skipwhite

syntax match agentboxAttribute /\<\h\k*\ze\s*=[^=>]/
syntax match agentboxRoot /\.\@1<!\<\h\k*\ze[.[]/
syntax match agentboxFunction /\<\h\k*\ze(/
syntax match agentboxNumber /\<\d\+\%(\.\d\+\)\?\%([eE][+-]\?\d\+\)\?\>/
syntax keyword agentboxConstant true false null
syntax keyword agentboxRepeat for in if

syntax region agentboxString start=/"/ end=/"\|$/ contains=agentboxEscape,agentboxTemplate,agentboxLiteral
syntax region agentboxString matchgroup=agentboxMarker start=/<<-\?\z(\h\k*\)$/ end=/^\s*\z1\s*$/ contains=agentboxTemplate,agentboxLiteral
syntax match agentboxEscape /\\\%([nrt"\\]\|u\x\{4}\|U\x\{8}\)/ contained
syntax match agentboxLiteral /\$\${\|%%{/ contained
syntax region agentboxTemplate matchgroup=agentboxDelimiter start=/\$\@1<!\${\~\?\|%\@1<!%{\~\?/ end=/\~\?}/ contained contains=@agentboxExpression,agentboxDirective
syntax keyword agentboxDirective else endif endfor contained
syntax region agentboxBraces start=/{/ end=/}/ contained transparent contains=@agentboxExpression
syntax cluster agentboxExpression contains=agentboxAttribute,agentboxRoot,agentboxFunction,agentboxNumber,agentboxConstant,agentboxRepeat,agentboxString,agentboxBraces

syntax match agentboxComment /\%(#\|\/\/\).*/ contains=@Spell
syntax region agentboxComment start=/\/\*/ end=/\*\// contains=@Spell

syntax sync fromstart

highlight default link agentboxBlock Statement
highlight default link agentboxLabel Type
highlight default link agentboxAttribute Identifier
highlight default link agentboxRoot Special
highlight default link agentboxFunction Function
highlight default link agentboxNumber Number
highlight default link agentboxConstant Constant
highlight default link agentboxRepeat Repeat
highlight default link agentboxString String
highlight default link agentboxMarker Delimiter
highlight default link agentboxEscape SpecialChar
highlight default link agentboxLiteral SpecialChar
highlight default link agentboxDelimiter Delimiter
highlight default link agentboxDirective Conditional
highlight default link agentboxComment Comment

let b:current_syntax = 'agentbox'

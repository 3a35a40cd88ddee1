vim.filetype.add({
  filename = {
    ["agentbox.hcl"] = "agentbox",
    ["agentbox.work.hcl"] = "agentbox",
  },
  pattern = {
    [".*%.agentbox%.hcl"] = "agentbox",
    [".*%.agentboxtest%.hcl"] = "agentbox",
    [".*%.agentboxvars"] = "agentbox",
  },
})

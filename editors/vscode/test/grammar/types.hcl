# SYNTAX TEST "source.agentbox" "type constraints"

variable "ports" {
  type = list(object({ name = string, port = optional(number, 80) }))
# ^^^^                                                                support.type.property-name.agentbox
#        ^^^^                                                         support.type.constructor.agentbox - support.function
#             ^^^^^^                                                  support.type.constructor.agentbox
#                      ^^^^                                           variable.other.property.agentbox
#                             ^^^^^^                                  support.type.primitive.agentbox
#                                            ^^^^^^^^                 support.type.constructor.agentbox
#                                                     ^^^^^^          support.type.primitive.agentbox
#                                                             ^^      constant.numeric.agentbox
  default = string
#           ^^^^^^ variable.other.readwrite.agentbox - support
}

variable "pair" {
  type = tuple([string, any])
#               ^^^^^^  ^^^   support.type.primitive.agentbox
}

variable "lines" {
  type = map(
    set(bool)
#   ^^^       support.type.constructor.agentbox
#       ^^^^  support.type.primitive.agentbox
  )
  default = {}
# ^^^^^^^      support.type.property-name.agentbox
}

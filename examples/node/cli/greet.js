#!/usr/bin/env node
import colors from "picocolors";

console.log(colors.green(`Hello from ${process.version}.`));

// Rustadvisor is a terminal advisor for people who start a Rust service or move one from Python to Rust.
package main

import (
	"os"

	"rustadvisor/ui/cli"
)

//go:generate go test ./advisor ./advisor/adr ./advisor/report ./ui/plain ./ui/tui -run Golden -update

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

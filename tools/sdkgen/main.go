// Command sdkgen writes the SDKs that a Pulumi schema stands for: a folder each for Node.js, Python and Go.
// `pulumi package gen-sdk` does the same, but needs a language host newer than those that Go modules exist of.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gosdk "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// What the head of each generated file names.
const tool = "the scripts of pulumi-volcengine-rtc"

type generator func(*schema.Package) (map[string][]byte, error)

var generators = map[string]generator{
	"nodejs": func(pkg *schema.Package) (map[string][]byte, error) {
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, nil)
	},
	"python": func(pkg *schema.Package) (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, nil, nil)
	},
	"go": func(pkg *schema.Package) (map[string][]byte, error) {
		return gosdk.GeneratePackage(tool, pkg, nil)
	},
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: sdkgen <schema.json> <version> <folder>")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(schemaFile, version, folder string) error {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return fmt.Errorf("%s: %w", schemaFile, err)
	}
	spec.Version = version
	for language, generate := range generators {
		// Each generator changes the package that it is given. It refers to no other package, so there is none to load.
		pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
		if err != nil {
			return err
		}
		if diagnostics.HasErrors() {
			return fmt.Errorf("%s: %w", schemaFile, diagnostics)
		}
		files, err := generate(pkg)
		if err != nil {
			return fmt.Errorf("the SDK for %s: %w", language, err)
		}
		for name, content := range files {
			if err := write(filepath.Join(folder, language, filepath.FromSlash(name)), content); err != nil {
				return err
			}
		}
	}
	return nil
}

func write(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}

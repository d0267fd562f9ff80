// swift-tools-version: 6.1
import PackageDescription

/// A library target under `Sources/`; what it may import is exactly what it lists here.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies)
}

/// The tests of one module, under `Tests/`.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], besides files: [String] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: files)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "gloss",
  products: [.executable(name: "gloss", targets: ["gloss"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries, each imported in one place only.
    .systemLibrary(name: "CMD4C", pkgConfig: "md4c", providers: [.apt(["libmd4c-dev"])]),
    .systemLibrary(name: "CFYAML", pkgConfig: "libfyaml", providers: [.apt(["libfyaml-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CTermKey", pkgConfig: "termkey", providers: [.apt(["libtermkey-dev"])]),
    .target(
      name: "CCurses",
      dependencies: ["CTermKey"],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CFileSystem"),
    .target(name: "CScan"),
    .target(name: "CThreads"),

    module("YAML", ["CFYAML"]),

    // The pure core.
    module("Outline", ["CMD4C"]),
    module("Annotations", ["Outline"]),
    module("TextWidth"),
    module("Editor", ["TextWidth"]),
    module("Terminal", ["TextWidth"]),
    module("Search", ["Annotations", "Outline", "CPCRE2", "CScan", "CStemmer"]),
    module("SearchIndex", ["Search", "CSQLite"]),
    module("Settings", ["Terminal", "YAML"]),
    module("Layout", ["Outline", "Annotations", "Terminal", "TextWidth"]),
    module(
      "Notebook",
      ["Layout", "Editor", "Search", "Settings", "Annotations", "Outline", "Terminal", "TextWidth"]),
    module("Front", ["Notebook", "Layout", "Editor", "Settings", "Annotations", "Outline", "Terminal", "TextWidth"]),

    // The shell around it.
    module("Store", ["Annotations", "CCrypto", "CFileSystem", "YAML"]),
    module("CursesTerminal", ["Terminal", "TextWidth", "CCurses"]),
    .target(
      name: "Themes", path: "Themes",
      resources: [
        .embedInCode("gloss-dark.yaml"),
        .embedInCode("gloss-light.yaml"),
        .embedInCode("high-contrast.yaml"),
        .embedInCode("monochrome.yaml"),
        .embedInCode("solarized-dark.yaml"),
        .embedInCode("solarized-light.yaml"),
        .embedInCode("gruvbox-dark.yaml"),
        .embedInCode("gruvbox-light.yaml"),
        .embedInCode("nord.yaml"),
        .embedInCode("dracula.yaml"),
      ]),
    module("Export", ["Annotations", "Outline"]),
    module("Import", ["Annotations", "Outline"]),
    .target(
      name: "App",
      dependencies: [
        "CThreads", "Front", "Notebook", "CursesTerminal", "Store", "Themes", "Settings", "Terminal", "TextWidth",
        "Annotations", "Outline", "Layout", "Search", "SearchIndex",
      ],
      resources: [.embedInCode("Tutorial/tutorial.md"), .embedInCode("Tutorial/tutorial.md.review.yaml")]),
    module(
      "Commands",
      [
        "App", "Export", "Import", "Notebook", "Store", "Settings", "Annotations", "Outline", "Layout", "Search",
        "TextWidth", argumentParser,
      ]),
    .executableTarget(name: "gloss", dependencies: ["Commands"], resources: [.embedInCode("NEWS.md")]),

    // What tests share.
    .target(name: "Seeding", path: "Tests/Seeding"),
    .target(name: "Fixtures", path: "Tests/Fixtures", exclude: ["Earlier", "Notes"]),
    .target(name: "StoreHarness", dependencies: ["Store", "Annotations"], path: "Tests/StoreHarness"),

    // Programs on a pseudo terminal, for tests.
    .systemLibrary(name: "CVTerm", path: "Tests/CVTerm", pkgConfig: "vterm", providers: [.apt(["libvterm-dev"])]),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .target(name: "PseudoTerminal", dependencies: ["CPseudoTerminal", "CVTerm"], path: "Tests/PseudoTerminal"),
    .target(name: "ProgramHarness", dependencies: ["PseudoTerminal"], path: "Tests/ProgramHarness"),
    .executableTarget(
      name: "TerminalDemo", dependencies: ["CursesTerminal", "Terminal", "TextWidth"], path: "Tests/TerminalDemo"),

    .target(
      name: "NotebookHarness", dependencies: ["Notebook", "Layout", "Search", "Annotations", "Outline", "Terminal"],
      path: "Tests/NotebookHarness"),
    tests(of: "Notebook", ["NotebookHarness", "Seeding", "Fixtures", "Annotations", "Outline", "Terminal"]),
    tests(
      of: "Front",
      ["NotebookHarness", "Notebook", "Annotations", "Outline", "Settings", "Terminal", "TextWidth", "Themes"],
      besides: ["Goldens", "Pictures"]),
    .testTarget(
      name: "GlossTests", dependencies: ["gloss", "Fixtures", "ProgramHarness", "PseudoTerminal", "Seeding"]),
    tests(of: "Outline", ["Fixtures"]),
    tests(of: "Annotations", ["Outline"]),
    tests(of: "TextWidth", ["CCurses"]),
    tests(of: "Terminal", ["TextWidth", "Seeding"]),
    tests(of: "CursesTerminal", ["Terminal", "TextWidth", "PseudoTerminal", "TerminalDemo", "Seeding"]),
    tests(of: "Layout", ["Fixtures", "Outline", "Terminal", "TextWidth"]),
    tests(of: "Search", ["Annotations", "Fixtures", "Outline", "Seeding"]),
    tests(of: "SearchIndex", ["Outline", "Search", "Seeding"]),
    tests(of: "Editor", ["TextWidth", "Seeding"]),
    tests(of: "Settings", ["Terminal", "Themes"]),
    tests(of: "Store", ["Annotations", "Seeding", "StoreHarness"]),
    tests(of: "YAML"),
    tests(of: "Export", ["Annotations", "Outline"]),
    tests(of: "Import", ["Annotations", "Outline"]),
    tests(of: "App", ["Annotations", "Notebook", "Outline", "Search", "Store", "StoreHarness"]),
    tests(of: "Commands", ["App", "Outline", "Store", "StoreHarness"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["gloss", "Annotations", "Fixtures", "ProgramHarness", "PseudoTerminal", "Store"]),
  ],
  swiftLanguageModes: [.v6]
)

if Context.environment["GLOSS_BENCHMARK"] != nil {
  package.targets.append(
    .executableTarget(
      name: "SidecarBenchmarks", dependencies: ["Annotations", "Store"], path: "Tests/Benchmarks/SidecarBenchmarks"))
  package.targets.append(.target(name: "BareParser", dependencies: ["CMD4C"], path: "Tests/Benchmarks/BareParser"))
  package.targets.append(
    .executableTarget(
      name: "AnchoringEvaluation", dependencies: ["Annotations", "Outline", "Seeding"],
      path: "Tests/Benchmarks/AnchoringEvaluation"))
  package.targets.append(
    .executableTarget(
      name: "OutlineBenchmarks", dependencies: ["Outline", "BareParser"], path: "Tests/Benchmarks/OutlineBenchmarks"))
  package.targets.append(
    .executableTarget(
      name: "ReadingBenchmarks", dependencies: ["PseudoTerminal", "BareParser"],
      path: "Tests/Benchmarks/ReadingBenchmarks"))
  package.targets.append(
    .executableTarget(
      name: "CommandBenchmarks", dependencies: ["BareParser"], path: "Tests/Benchmarks/CommandBenchmarks"))
  package.targets.append(
    .executableTarget(
      name: "SearchBenchmarks", dependencies: ["Annotations", "Outline", "Search", "Seeding"],
      path: "Tests/Benchmarks/SearchBenchmarks"))
  package.targets.append(
    .executableTarget(
      name: "FramePlayer", path: "Tests/Benchmarks/FramePlayer",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]))
  package.targets.append(
    .executableTarget(
      name: "KeyBenchmarks", dependencies: ["PseudoTerminal", "FramePlayer"], path: "Tests/Benchmarks/KeyBenchmarks"))
}

// `GLOSS_FUZZ=1 swift build -c release --scratch-path .build-fuzz --product OutlineFuzz`, `QueryFuzz` or `SidecarFuzz`.
if Context.environment["GLOSS_FUZZ"] != nil {
  let fuzzed = ["Outline": "OutlineFuzz", "Search": "QueryFuzz", "Store": "SidecarFuzz"]
  for target in package.targets where fuzzed.keys.contains(target.name) {
    target.swiftSettings = [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])]
  }
  package.targets += fuzzed.sorted { $0.key < $1.key }.map { name, fuzzer in
    .executableTarget(
      name: fuzzer, dependencies: [.byName(name: name), "Annotations", "Outline"], path: "Tests/Fuzz/" + fuzzer,
      swiftSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
  }
}

// `GLOSS_ONLY=Outline,Search swift test --scratch-path .build-only`: these modules, what they need, and their tests.
if let names = Context.environment["GLOSS_ONLY"]?.split(separator: ",").map(String.init) {
  var needed = Set(names + names.map { $0 + "Tests" })
  var added = true
  while added {
    let before = needed.count
    for target in package.targets where needed.contains(target.name) {
      for case .byNameItem(let name, _) in target.dependencies { needed.insert(name) }
    }
    added = needed.count > before
  }
  package.targets.removeAll { !needed.contains($0.name) }
  package.products.removeAll { !needed.contains($0.name) }
}

"""Makes Sources/TextWidth/WidthTables.swift from the Unicode Character Database.

usage: width-tables.py FOLDER > Sources/TextWidth/WidthTables.swift
FOLDER holds EastAsianWidth.txt and UnicodeData.txt (Debian: package unicode-data, /usr/share/unicode).
"""

import re
import sys

folder = sys.argv[1]
LIMIT = 0x110000

wide, ambiguous = set(), set()
version = "?"
with open(folder + "/EastAsianWidth.txt", encoding="utf-8") as file:
    version = re.search(r"-([\d.]+)\.txt", file.readline()).group(1)
    for line in file:
        match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
        if match:
            first = int(match[1], 16)
            scalars = range(first, int(match[2] or match[1], 16) + 1)
            if match[3] in "WF":
                wide.update(scalars)
            elif match[3] == "A":
                ambiguous.update(scalars)

zero, assigned, pending = set(), set(), None
with open(folder + "/UnicodeData.txt", encoding="utf-8") as file:
    for line in file:
        fields = line.split(";")
        scalar, name, category = int(fields[0], 16), fields[1], fields[2]
        scalars = range(pending if name.endswith("Last>") else scalar, scalar + 1)
        pending = scalar if name.endswith("First>") else None
        assigned.update(scalars)
        if category in ("Mn", "Me", "Cf", "Zl", "Zp"):
            zero.update(scalars)
# Signs that are drawn although they are format characters: Arabic and Syriac number signs, Kaithi's, hieroglyph joiners.
zero -= set(range(0x600, 0x606)) | {0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
# The vowels and finals of a Hangul syllable stand in the cells of its first consonant.
zero |= set(range(0x1160, 0x1200)) | set(range(0xD7B0, 0xD7C7)) | set(range(0xD7CB, 0xD7FC))
# The planes of pictographs that are still being filled: what is added there is an emoji, and wide.
wide |= set(range(0x1FA70, 0x1FB00)) - assigned
# Hexagrams, wide since Unicode 16, and circled numbers: libc reckons with two cells, and with it every screen library.
wide |= set(range(0x4DC0, 0x4E00)) | set(range(0x3248, 0x3250))
wide -= zero
ambiguous -= zero | wide


def ranges(members):
    result, members = [], sorted(members)
    for member in members:
        if result and result[-1][1] == member - 1:
            result[-1][1] = member
        else:
            result.append([member, member])
    return result


def table(name, summary, members):
    print(f"\n  /// {summary}")
    print(f"  static let {name}: [UInt32] = [")
    pairs = [f"0x{first:04X}, 0x{last:04X}," for first, last in ranges(members)]
    for index in range(0, len(pairs), 6):
        print("    " + "  ".join(pairs[index : index + 6]).replace(",  ", ", "))
    print("  ]")


print("// Made by .ci/width-tables.py; do not edit.")
print()
print(f"/// Scalars that do not take one cell, after Unicode {version}: pairs of the first and the last of a run.")
print("enum WidthTables {", end="")
table("wide", "Two cells: East Asian Width W and F.", wide)
table("zero", "No cell of their own: marks, format characters, separators of lines, medial and final Hangul letters.", zero)
table("ambiguous", "One cell or two, as the terminal is set up: East Asian Width A.", ambiguous)
print("}")

"""Takes the Chinese face out of a CJK font collection, without Hangul, and turns its outlines into TrueType. See README.md."""
import io
import sys
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

SIMPLIFIED_CHINESE = 2  # the number of its face in the collection
LARGEST_ERROR = 2.0     # of an outline, in thousandths of the em

HANGUL = (range(0x1100, 0x1200), range(0xA960, 0xA980), range(0xAC00, 0xD800))

source, target = sys.argv[1:]
options = subset.Options(font_number=SIMPLIFIED_CHINESE, layout_features=[], hinting=False, notdef_outline=True,
                         name_IDs=['*'])
options.drop_tables += ['vhea', 'vmtx', 'VORG', 'BASE', 'GPOS', 'GSUB']
font = subset.load_font(source, options)
cutter = subset.Subsetter(options)
cutter.populate(unicodes=[c for c in font.getBestCmap() if not any(c in letters for letters in HANGUL)])
cutter.subset(font)
cut = io.BytesIO()
subset.save_font(font, cut, options)
cut.seek(0)
font = TTFont(cut)

outlines = font.getGlyphSet()
glyphs = {}
for name in font.getGlyphOrder():
    pen = TTGlyphPen(outlines)
    outlines[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
    glyphs[name] = pen.glyph()
font['loca'] = newTable('loca')
table = font['glyf'] = newTable('glyf')
table.glyphOrder = font.getGlyphOrder()
table.glyphs = glyphs
for name, glyph in glyphs.items():
    glyph.recalcBounds(table)
    width, _ = font['hmtx'][name]
    font['hmtx'][name] = (width, glyph.xMin if glyph.numberOfContours else 0)
del font['CFF ']
limits = font['maxp']
limits.tableVersion = 0x00010000
for field in ('maxTwilightPoints', 'maxStorage', 'maxFunctionDefs', 'maxInstructionDefs', 'maxStackElements',
              'maxSizeOfInstructions', 'maxComponentElements'):
    setattr(limits, field, 0)
limits.maxZones = 1
font['post'].formatType = 3.0
font.sfntVersion = '\x00\x01\x00\x00'
font.save(target)

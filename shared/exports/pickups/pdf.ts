import PDFDocument from 'pdfkit';
import type { PickupFormat, PickupSheet, SheetRoute, SheetStop } from './sheet.ts';

type Document = InstanceType<typeof PDFDocument>;

const MARGIN = 40;
const A4 = { width: 595.28, height: 841.89 };
const BOTTOM = A4.height - MARGIN - 24;
const INK = '#1a1a1a';
const QUIET = '#5a5a5a';
const RULE = '#b5b5b5';
const BAND = '#f2f4f6';
const MARK = '#8a1c1c';

/** Columns from the left edge, in points: together as wide as the page between its margins. */
const COLUMNS = [
  { key: 'order', width: 26, align: 'right' },
  { key: 'arrival', width: 44, align: 'left' },
  { key: 'place', width: 206, align: 'left' },
  { key: 'ready', width: 52, align: 'left' },
  { key: 'samples', width: 42, align: 'right' },
  { key: 'kits', width: 38, align: 'right' },
  { key: 'receipt', width: 107.28, align: 'left' },
] as const;
const WIDTH = A4.width - 2 * MARGIN;
const GAP = 6;

/** A4, a route to a sheet: to hang in the car, and to write on where there is no telephone. */
export const pdf: PickupFormat = {
  name: 'pdf',
  mediaType: 'application/pdf',
  write: (sheet) => {
    const document = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
      bufferPages: true,
      autoFirstPage: false,
      lang: sheet.language,
      info: { Title: sheet.title, Creator: 'Podeplan' },
      displayTitle: true,
    });
    if (sheet.routes.length === 0) {
      document.addPage();
      heading(document, sheet, sheet.title);
    }
    for (const route of sheet.routes) drawRoute(document, sheet, route);
    if (sheet.unserved.length > 0) drawUnserved(document, sheet);
    footers(document, sheet);
    document.end();
    return document;
  },
};

/** @returns where the page goes on */
function heading(
  document: Document,
  sheet: PickupSheet,
  title: string,
  lines: readonly string[] = [],
): number {
  document.fillColor(QUIET).font('Helvetica').fontSize(9).text(sheet.title, MARGIN, MARGIN, { width: WIDTH });
  document
    .fillColor(INK)
    .font('Helvetica-Bold')
    .fontSize(20)
    .text(title, MARGIN, MARGIN + 15, { width: WIDTH });
  document.moveDown(0.3);
  document.font('Helvetica').fontSize(10);
  for (const line of lines) document.fillColor(INK).text(line, { width: WIDTH });
  document.moveDown(0.5);
  const top = document.y;
  const box =
    document
      .font('Helvetica-Bold')
      .fontSize(10.5)
      .heightOfString(sheet.duty, { width: WIDTH - 20 }) + 26;
  document.roundedRect(MARGIN, top, WIDTH, box, 3).fillAndStroke(BAND, RULE);
  document
    .fillColor(INK)
    .font('Helvetica-Bold')
    .fontSize(10.5)
    .text(sheet.duty, MARGIN + 10, top + 7, { width: WIDTH - 20 });
  document
    .font('Helvetica')
    .fontSize(9)
    .fillColor(QUIET)
    .text(sheet.state, { width: WIDTH - 20 });
  return top + box + 12;
}

function drawRoute(document: Document, sheet: PickupSheet, route: SheetRoute): void {
  document.addPage();
  let y = heading(document, sheet, route.title, [route.summary, `${route.starts} – ${route.ends}`]);
  y = tableHead(document, sheet, y);
  for (const [i, stop] of route.stops.entries()) {
    const height = rowHeight(document, sheet, stop);
    if (y + height > BOTTOM) {
      document.addPage();
      y = tableHead(document, sheet, heading(document, sheet, route.title));
    }
    drawStop(document, sheet, stop, { y, height, banded: i % 2 === 1 });
    y += height;
  }
  document
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + WIDTH, y)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke();
  document
    .fillColor(INK)
    .font('Helvetica-Bold')
    .fontSize(10.5)
    .text([...route.ferriesHome, route.ends].join('\n'), MARGIN + 32, y + 8, { width: WIDTH - 32 });
}

interface Cell {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

function cells(): Record<(typeof COLUMNS)[number]['key'], Cell> {
  let x = MARGIN;
  const placed = COLUMNS.map(({ key, width, align }) => {
    const cell: Cell = { x, width: width - GAP, align };
    x += width;
    return [key, cell] as const;
  });
  return Object.fromEntries(placed) as Record<(typeof COLUMNS)[number]['key'], Cell>;
}

const CELLS = cells();

function tableHead(document: Document, { words }: PickupSheet, y: number): number {
  document.font('Helvetica-Bold').fontSize(8.5).fillColor(QUIET);
  for (const { key } of COLUMNS) {
    const { x, width, align } = CELLS[key];
    document.text(words[key], key === 'receipt' ? x + 12 : x, y, { width, align, lineBreak: false });
  }
  document
    .moveTo(MARGIN, y + 13)
    .lineTo(MARGIN + WIDTH, y + 13)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke();
  return y + 14;
}

/** Address, door and telephone, each on a line of its own under the name. */
function details({ words }: PickupSheet, stop: SheetStop): string[] {
  return [
    ...stop.ferries,
    stop.address ?? stop.municipality,
    ...(stop.door === null ? [] : [`${words.door}: ${stop.door}`]),
    ...(stop.phone === null ? [] : [`${words.phone}: ${stop.phone}`]),
    ...(stop.note === null ? [] : [stop.note]),
  ];
}

function nameOf({ words }: PickupSheet, { name, state, changed }: SheetStop): string {
  if (state === 'cancelled') return `${name} – ${words.cancelled}`;
  return changed ? `${name} – ${words.changed}` : name;
}

function rowHeight(document: Document, sheet: PickupSheet, stop: SheetStop): number {
  const { width } = CELLS.place;
  const name = document.font('Helvetica-Bold').fontSize(10.5).heightOfString(nameOf(sheet, stop), { width });
  const rest = document
    .font('Helvetica')
    .fontSize(9)
    .heightOfString(details(sheet, stop).join('\n'), { width });
  return Math.max(46, name + rest + 12);
}

function drawStop(
  document: Document,
  sheet: PickupSheet,
  stop: SheetStop,
  { y, height, banded }: { y: number; height: number; banded: boolean },
): void {
  if (banded) document.rect(MARGIN, y, WIDTH, height).fill(BAND);
  const top = y + 6;
  const isOff = stop.state === 'cancelled';
  const cell = (key: keyof typeof CELLS, words: string, size: number, bold: boolean) => {
    const { x, width, align } = CELLS[key];
    document
      .font(bold ? 'Helvetica-Bold' : 'Helvetica')
      .fontSize(size)
      .text(words, x, top, { width, align });
  };
  document.fillColor(isOff ? QUIET : INK);
  cell('order', String(stop.position), 10.5, false);
  cell('arrival', stop.arrival, 12, true);
  cell('ready', stop.readyWords, 9.5, false);
  cell('samples', String(stop.samples), 12, true);
  cell('kits', String(stop.kits), 12, true);
  document.fillColor(stop.changed || isOff ? MARK : INK);
  cell('place', nameOf(sheet, stop), 10.5, true);
  document
    .fillColor(QUIET)
    .font('Helvetica')
    .fontSize(9)
    .text(details(sheet, stop).join('\n'), { width: CELLS.place.width });
  if (!isOff) receipt(document, sheet, top);
  document
    .moveTo(MARGIN, y + height)
    .lineTo(MARGIN + WIDTH, y + height)
    .lineWidth(0.3)
    .strokeColor(RULE)
    .stroke();
}

/** A box to tick, and a line each for the time and the count. */
function receipt(document: Document, { words }: PickupSheet, top: number): void {
  const { x, width } = CELLS.receipt;
  const left = x + 12;
  document.rect(left, top, 13, 13).lineWidth(0.9).strokeColor(INK).stroke();
  document.fillColor(QUIET).font('Helvetica').fontSize(8);
  for (const [i, word] of [words.receiptTime, words.receiptCount].entries()) {
    const y = top + 3 + i * 18;
    document.text(word, left + 19, y, { lineBreak: false });
    document
      .moveTo(left + 42, y + 8)
      .lineTo(x + width + GAP, y + 8)
      .lineWidth(0.5)
      .strokeColor(QUIET)
      .stroke();
  }
}

function drawUnserved(document: Document, sheet: PickupSheet): void {
  document.addPage();
  document.y = heading(document, sheet, sheet.words.unserved);
  for (const { name, reason } of sheet.unserved) {
    if (document.y > BOTTOM - 40) document.addPage();
    document
      .fillColor(INK)
      .font('Helvetica-Bold')
      .fontSize(10.5)
      .text(name, MARGIN, document.y, { width: WIDTH });
    document.font('Helvetica').fontSize(10).text(reason, { width: WIDTH }).moveDown(0.6);
  }
}

function footers(document: Document, { words }: PickupSheet): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    document.font('Helvetica').fontSize(8).fillColor(QUIET);
    document.text(words.footer, MARGIN, A4.height - MARGIN, { width: WIDTH * 0.75, lineBreak: false });
    document.text(words.page(page - start + 1, count), MARGIN, A4.height - MARGIN, {
      width: WIDTH,
      align: 'right',
      lineBreak: false,
    });
  }
}

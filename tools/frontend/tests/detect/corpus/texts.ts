/** What the negatives are made of: prose in several languages, source code, lines of logs. */

export const PROSE: readonly (readonly string[])[] = [
  [
    "The message header, MSH, comes first; everything else follows it.",
    "Please send the images by Friday, if you can, and tell Ada.",
    "A DICOM file begins with 128 bytes, then DICM, then the meta information.",
    "We looked at MSH|^~\\& together and found nothing wrong.",
    "Well, no: three, four, or five of them were late.",
  ],
  [
    "Sehr geehrte Kolleginnen, anbei der Befund; die Größe stimmt.",
    "Das Segment MSH fehlt, sagt der Empfänger.",
    "Über die Änderung sprechen wir später, vielleicht morgen.",
  ],
  [
    "Cher collègue, l’examen s’est bien passé.",
    "Où est le fichier DICOM ? Déjà envoyé, paraît-il.",
    "À bientôt !",
  ],
  ["Уважаемые коллеги, отчёт готов.", "Сообщение MSH не дошло, проверьте журнал."],
  ["画像を送ります。", "ご確認ください。よろしくお願いいたします。", "MSHセグメントがありません。"],
  ["请查收附件。", "影像已经上传，报告明天发出。"],
  ["تم إرسال الصور اليوم.", "يرجى التأكيد عند الاستلام."],
  ["Η εξέταση ολοκληρώθηκε.", "Τα αρχεία στάλθηκαν χθες, νομίζω."],
  ["Zdjęcia wysłano wczoraj, proszę o potwierdzenie.", "Nagłówek MSH jest pusty."],
];

export const CODE: readonly (readonly string[])[] = [
  [
    "def read(path):",
    "    with open(path, 'rb') as file:",
    "        head = file.read(132)",
    "    if head[128:] != b'DICM':",
    "        raise ValueError(path, head)",
    "",
  ],
  [
    "public final class Header {",
    "  private final String id; // MSH",
    "  Header(String id) { this.id = id; }",
    "}",
  ],
  [
    'const message = "MSH|^~\\\\&|A|B|C|D|2026||ADT^A01|1|P|2.5";',
    "export const ids = [1, 2, 3];",
    "for (const id of ids) console.log(id, message);",
  ],
  ["#include <stdio.h>", "int main(void) {", '  printf("%s, %d\\n", "MSH", 3);', "  return 0;", "}"],
  ["SELECT id, name, born FROM patient WHERE id = 1;", "INSERT INTO patient (id, name) VALUES (1, 'Ada');"],
  ["[section]", "key = value", "other = 1, 2, 3", "; a comment"],
  [
    "name: build",
    "on: [push]",
    "jobs:",
    "  test:",
    "    runs-on: linux",
    "    steps:",
    "      - run: make test",
  ],
  ["all: build", "\tcc -o main main.c", "", "clean:", "\trm -f main"],
  [
    "# Title",
    "",
    "- one, two",
    "- three",
    "",
    "| a | b |",
    "|---|---|",
    "| 1 | 2 |",
    "",
    "Text *with* `MSH|^~\\&|` in it.",
  ],
  ["#!/bin/sh", "set -eu", 'for file in *.dcm; do echo "$file"; done', "exit 0"],
  ["<?php", "$header = 'MSH';", "echo $header, PHP_EOL;"],
  ["mov eax, ebx", "add eax, 4", "jmp start, 2", "cmp ecx, edx"],
  [".name { color: red; margin: 0 1px, 2px; }", "@media print { a { color: black; } }"],
  ["package main", 'import "fmt"', "func main() {", '\tfmt.Println("DICM", 128, true)', "}"],
  ["diff --git a/x b/x", "--- a/x", "+++ b/x", "@@ -1,2 +1,2 @@", "-MSH|old", "+MSH|new"],
  ["level=info, msg=started, port=2575", "level=warn, msg=retry, port=2575"],
  ["<alice> did you see the MSH?", "<bob> no, which one"],
];

export const LOGS: readonly string[] = [
  "c.e.Listener - connection from 10.0.0.7:51234",
  "c.e.Parser - segment MSH missing at offset 0",
  "c.e.Parser - expected MSH|^~\\& but found PID, message dropped",
  "c.e.Store - no DICM prefix in IM0001, tried preamble 128",
  'c.e.Http - GET /fhir/Patient?name=ada {"status": 200}',
  "c.e.Store - C-STORE 1.2.840.10008.5.1.4.1.1.2 ok, 12 ms",
  "c.e.Listener - MSH-9 is empty",
  "c.e.Main - <xml> body refused",
  "c.e.Ack - sent MSA|AA, 14 bytes",
];

// @ts-check
import { removeDocuments } from "./package-documents.mjs";

await removeDocuments();

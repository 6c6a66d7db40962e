import { temporaryFolders } from "../../support/temporary-folder.ts";
import { describeClaims } from "./claims-contract.ts";
import { sqlitePlace } from "./sqlite-place.ts";

const folder = temporaryFolders();

describeClaims(() => sqlitePlace(folder()));

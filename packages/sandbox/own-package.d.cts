/** The folder with the built page. */
export declare const pageFolder: string;
export declare const version: string;

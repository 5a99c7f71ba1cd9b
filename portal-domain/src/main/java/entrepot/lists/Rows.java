package entrepot.lists;

/** Rows of the files of a list by one number: the first file's are its own, those of further files stand above. Pure. */
public final class Rows {

    private static final long FILE = 10_000_000L;

    private Rows() {
    }

    /** @param file 1 for the first */
    static long of(int file, long row) {
        return (file - 1) * FILE + row;
    }

    /** 1 for the first. */
    public static int file(long row) {
        return (int) (row / FILE) + 1;
    }

    /** The row within its file, as an editor counts it. */
    public static long inFile(long row) {
        return row % FILE;
    }

    /** {@code 15}, or {@code 2:15} for a row of the second file. */
    public static String text(long row) {
        return file(row) == 1 ? Long.toString(row) : file(row) + ":" + inFile(row);
    }
}

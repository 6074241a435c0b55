package org.assemble.ledger.journal;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.assemble.ledger.journal.model.StreamId;

/// Reads the chain's links, for those who prove what is in it.
@ApplicationScoped
public class Links {

    private static final String BETWEEN =
            "select "
                    + Link.COLUMNS
                    + " from event where position > $1 and position <= $2 order by position";

    private static final String OF_STREAM =
            "select " + Link.COLUMNS + " from event where stream = $1 order by version";

    private static final String HEAD = "select coalesce(max(position), 0) as position from event";

    @Inject Pool database;

    public Uni<Long> head() {
        return database.query(HEAD)
                .execute()
                .map(rows -> rows.iterator().next().getLong("position"));
    }

    /// @param after the first position is the next one
    /// @param last at most some ten thousands later
    public Uni<List<Link>> between(SqlClient client, long after, long last) {
        return client.preparedQuery(BETWEEN).execute(Tuple.of(after, last)).map(Links::links);
    }

    public Uni<List<Link>> between(long after, long last) {
        return between(database, after, last);
    }

    public Uni<List<Link>> of(StreamId stream) {
        return database.preparedQuery(OF_STREAM)
                .execute(Tuple.of(stream.toString()))
                .map(Links::links);
    }

    private static List<Link> links(RowSet<Row> rows) {
        List<Link> links = new ArrayList<>(rows.size());
        rows.forEach(row -> links.add(link(row)));
        return links;
    }

    private static Link link(Row row) {
        Entry entry =
                new Entry(
                        row.getLong("position"),
                        row.getString("stream"),
                        row.getInteger("version"),
                        row.getUUID("campaign_id"),
                        row.getString("type"),
                        row.getString("data"),
                        row.getLocalDate("occurred"),
                        row.getLocalDate("effective"),
                        row.getOffsetDateTime("recorded").toInstant());
        return new Link(entry, row.getBuffer("salt").getBytes(), row.getBuffer("hash").getBytes());
    }
}

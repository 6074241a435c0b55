package org.assemble.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Bare database clients, each with a thread and a connection of its own.
final class JdbcLoad implements Load {

    /// Prepares one client's work on its connection.
    interface Work {
        Once on(Connection connection) throws SQLException;
    }

    /// One operation, with its commit.
    interface Once {
        void run() throws SQLException;
    }

    private final Stage stage;
    private final int clients;
    private final Work work;
    private final List<Future<?>> running = new ArrayList<>();
    private ExecutorService threads;
    private volatile boolean stopping;

    JdbcLoad(Stage stage, int clients, Work work) {
        this.stage = stage;
        this.clients = clients;
        this.work = work;
    }

    @Override
    public void start(Recorder recorder) {
        threads = Executors.newFixedThreadPool(clients);
        for (var i = 0; i < clients; i++) {
            running.add(
                    threads.submit(() -> {
                        run(recorder.lane());
                        return null;
                    }));
        }
    }

    private void run(Recorder.Lane lane) throws SQLException {
        try (var connection = stage.connect()) {
            var once = work.on(connection);
            while (!stopping) {
                var started = System.nanoTime();
                once.run();
                lane.done(started);
            }
        }
    }

    @Override
    public void stop() throws Exception {
        stopping = true;
        for (var client : running) {
            client.get();
        }
        threads.shutdown();
    }
}

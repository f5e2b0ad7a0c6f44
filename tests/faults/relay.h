/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace LizSync
{

  /**
   * A stretch of network: listens on a port of 127.0.0.1 and hands everything on to a server's port there, until the network is told to fail.
   */
  class Relay
  {
    public:
      explicit Relay( int serverPort );
      ~Relay();
      Relay( const Relay & ) = delete;
      Relay &operator=( const Relay & ) = delete;

      int port() const { return mPort; }
      //! Bytes handed on in both directions, of all connections since the last mend().
      qint64 bytes() const { return mBytes; }

      //! After so many bytes every connection is reset, and whoever connects then is too.
      void resetAfter( qint64 bytes ) { mResetAfter = bytes; }
      void reset();
      /**
       * The network falls silent: nothing that clients send is acknowledged, nor is anybody told. The servers are told that their clients
       * have gone only when the network is mended.
       */
      void silence();
      //! As good as new; connections that were open are not.
      void mend();

    private:
      void accept();
      void carry( int client, int server );
      //! Has the kernel drop what comes in on a socket, or not any more.
      static void dropPackets( int socket, bool drop );
      static void closeWithReset( int socket );

      int mListener = -1;
      int mPort = 0;
      int mServerPort = 0;
      std::thread mAcceptor;
      std::mutex mMutex;
      std::vector<std::thread> mCarriers;
      std::set<int> mClients;
      std::atomic<qint64> mBytes { 0 };
      std::atomic<qint64> mResetAfter { -1 };
      std::atomic<int> mGeneration { 0 };
      std::atomic<bool> mSilent { false };
      std::atomic<bool> mEnding { false };
  };

} // namespace LizSync
